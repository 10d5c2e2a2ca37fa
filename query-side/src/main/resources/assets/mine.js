/* Finding rules for the rule book shown: <form data-mines>. The dialog lists the proposed rules. */
import {Problem, send} from './commands.js';
import {fields} from './forms.js';
import {announce} from './fragments.js';
import {clear, tell} from './refusals.js';

document.addEventListener('submit', event => {
  const form = event.target.closest('[data-mines]');
  if (form) {
    event.preventDefault();
    if (form.ariaBusy !== 'true') {
      mine(form);
    }
  }
});

async function mine(form) {
  clear(form);
  busy(form, true);
  const tenant = document.getElementById('book').dataset.tenant;
  try {
    list(form, await send('POST', '/api/rules/candidates/mine', {body: {...fields(form), ...(tenant && {tenant_id: tenant})}}));
    announce('rules-changed');
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    tell(form, problem);
  } finally {
    busy(form, false);
  }
}

function busy(form, is) {
  form.ariaBusy = is;
  form.querySelector('.primary').classList.toggle('busy', is);
}

function list(form, {proposed, considered_labels: labels}) {
  const number = new Intl.NumberFormat('en');
  const found = proposed.length === 0 ? 'No new rules.' : proposed.length === 1 ? '1 rule proposed.' : `${number.format(proposed.length)} rules proposed.`;
  const said = Object.assign(document.createElement('p'), {textContent: `${found} ${number.format(labels)} bookings checked.`});
  const lines = document.createElement('ul');
  lines.className = 'lines';
  lines.tabIndex = 0;
  lines.ariaLabel = 'Proposed rules';
  lines.append(...proposed.map(line));
  form.querySelector('.mined').replaceChildren(said, ...(proposed.length ? [lines] : []));
}

function line({id, vendor_pattern: pattern, suggested_account: account, evidence}) {
  const item = document.createElement('li');
  const link = Object.assign(document.createElement('a'), {href: `/rules/candidates/${encodeURIComponent(id)}`, textContent: pattern});
  const says = document.createElement('span');
  says.className = 'subtle small';
  says.textContent = `${account}, ${evidence.count} bookings`;
  item.append(link, says);
  return item;
}
