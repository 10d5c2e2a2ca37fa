/*
 * Accepting several proposed rules: <button data-accepts="#accept-chosen"> opens a dialog that lists the checked ones of its
 * form. They are accepted one after the other; a refused one stays in the list with the reason.
 */
import {Problem, send} from './commands.js';
import {open} from './dialogs.js';
import {fields, isNoneChosen} from './forms.js';
import {announce} from './fragments.js';
import {clear, tell} from './refusals.js';
import {toast} from './toasts.js';

document.addEventListener('click', ({target}) => {
  const button = target.closest('[data-accepts]');
  if (button) {
    offer(button.form, document.querySelector(button.dataset.accepts));
  }
});

document.addEventListener('submit', event => {
  const dialog = event.target.closest('#accept-chosen');
  if (dialog) {
    event.preventDefault();
    if (event.target.ariaBusy !== 'true') {
      accept(event.target, dialog);
    }
  }
});

function offer(form, dialog) {
  clear(form);
  if (isNoneChosen(form)) {
    tell(form, new Problem({detail: form.dataset.noneChosen}, 400));
    return;
  }
  const chosen = [...form.querySelectorAll('[name="candidate_ids"]:checked')];
  clear(dialog.querySelector('form'));
  dialog.querySelector('.lines').replaceChildren(...chosen.map(line));
  open(dialog);
}

function line(box) {
  const cells = box.closest('tr');
  const item = document.createElement('li');
  item.dataset.id = box.value;
  const name = document.createElement('strong');
  name.textContent = cells.querySelector('.name a').textContent;
  const says = document.createElement('span');
  says.className = 'subtle small';
  says.textContent = cells.querySelector('[data-label="Account"]').textContent;
  item.append(name, says);
  return item;
}

async function accept(form, dialog) {
  clear(form);
  busy(form, true);
  const items = [...dialog.querySelectorAll('.lines > li:not([data-done])')];
  for (const item of items) {
    await acceptOne(item, fields(form));
  }
  busy(form, false);
  const left = items.filter(item => item.dataset.done === undefined);
  if (!left.length) {
    toast(items.length === 1 ? 'Accepted. The rule is in force.' : `Accepted. ${items.length} rules are in force.`);
    dialog.close();
    form.reset();
  }
  announce('rules-changed');
}

async function acceptOne(item, body) {
  const said = item.lastElementChild;
  try {
    const answer = await send('POST', `/api/rules/candidates/${encodeURIComponent(item.dataset.id)}/accept`, {body});
    item.dataset.done = '';
    said.className = 'chip good';
    said.textContent = answer.no_change ? 'Already in force' : `In ${answer.version_id}`;
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    said.className = 'error';
    said.textContent = /[.!?]$/.test(problem.message) ? problem.message : `${problem.message}.`;
  }
}

function busy(form, is) {
  form.ariaBusy = is;
  form.querySelector('.primary').classList.toggle('busy', is);
}
