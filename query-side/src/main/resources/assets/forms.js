/*
 * Forms that send commands.
 *
 *   <form data-command="POST /api/users" …>   sends the fields by name as JSON; fields named in braces in the address go there
 *     data-if-match="#version"     sends the data-etag of that element as If-Match
 *     data-conflict="…"            the message for status 412
 *     data-only-changed            sends only changed fields
 *     data-none-chosen="…"         the message if no box of a list is checked
 *     data-confirm="…"             the question before sending
 *     data-changes="users"         on success triggers "users-changed" on the body, which reloads listening parts;
 *                                  after 412 triggers "users-conflict"
 *     data-done="…"                the message on success; data-unchanged: if nothing changed
 *     data-go="/firm/{tenant_id}"  the next page on success; names in braces come from the response
 *   <button data-command="…" data-into="#preview">   another command with the same fields, whose response is HTML for that element
 *
 * Fields: data-type="number" (with a decimal point or comma) or "list" (of checked boxes); a lone check box is true or
 * false; an empty field isn't sent.
 * Inside a dialog, success closes it.
 */
import {newKey, Problem, send} from './commands.js';
import {confirmed} from './dialogs.js';
import {announce, show} from './fragments.js';
import {clear, tell} from './refusals.js';
import {toast} from './toasts.js';
import {isChanged, saved} from './unsaved.js';

const keys = new WeakMap();

document.addEventListener('submit', event => {
  const form = event.target;
  const action = event.submitter?.dataset.command ? event.submitter.dataset : form.dataset;
  if (action.command) {
    event.preventDefault();
    if (form.ariaBusy !== 'true') {
      submit(form, action, event.submitter);
    }
  }
});

async function submit(form, action, button) {
  if (action.confirm && !await confirmed(action.confirm, button)) {
    return;
  }
  clear(form);
  if (isNoneChosen(form)) {
    tell(form, new Problem({detail: form.dataset.noneChosen}, 400));
    return;
  }
  busy(form, button, true);
  try {
    const answer = await sent(form, action);
    keys.delete(form);
    succeed(form, action, answer);
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    if (problem.status > 0 && problem.status < 500) {
      keys.delete(form);
    }
    tell(form, problem, action);
    if (problem.status === 412) {
      announce(`${form.dataset.changes}-conflict`);
    }
  } finally {
    busy(form, button, false);
  }
}

/** Whether a form with data-none-chosen has no checked box. */
export function isNoneChosen(form) {
  return form.dataset.noneChosen !== undefined && !form.querySelector('[data-type="list"]:checked');
}

function sent(form, action) {
  const [method, template] = action.command.split(' ');
  const body = fields(form);
  const path = template.replace(/\{(\w+)\}/g, (all, name) => encodeURIComponent(taken(body, name)));
  const headers = {};
  if (action.into) {
    headers.accept = 'text/html, application/problem+json';
  }
  if (action.ifMatch) {
    headers['if-match'] = document.querySelector(action.ifMatch).dataset.etag;
  }
  const isAsked = [...form.elements].some(field => field.name);
  return send(method, path, {body: isAsked ? body : undefined, headers, key: keyFor(form, `${method} ${path}`, body)});
}

function taken(body, name) {
  if (!body[name]) {
    throw new Problem({code: 'invalid_request', errors: [{field: name, message: 'is required'}]}, 400);
  }
  const value = body[name];
  delete body[name];
  return value;
}

function succeed(form, action, answer) {
  if (action.into) {
    show(document.querySelector(action.into), answer);
    return;
  }
  saved(form);
  if (action.go) {
    location.assign(action.go.replace(/\{(\w+)\}/g, (all, name) => encodeURIComponent(answer[name])));
    return;
  }
  const unchanged = answer?.no_change || (answer?.updates && !Object.keys(answer.updates).length);
  toast(unchanged ? action.unchanged ?? 'Nothing was changed.' : action.done);
  if (form.closest('dialog')) {
    form.closest('dialog').close();
    form.reset();
  }
  if (action.changes) {
    announce(`${action.changes}-changed`);
  }
}

/** The present values of a form for JSON. */
export function fields(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || (form.dataset.onlyChanged !== undefined && !isChanged(field))) {
      continue;
    }
    if (field.dataset.type === 'list') {
      body[field.name] ??= [];
      if (field.checked) {
        body[field.name].push(field.value);
      }
    } else if (field.type === 'checkbox') {
      body[field.name] = field.checked;
    } else if (field.type === 'radio' ? field.checked : field.value !== '') {
      body[field.name] = field.dataset.type === 'number' ? number(field.value) : field.value;
    }
  }
  return body;
}

/** Text that is not a number is sent as typed; the service reports the error. */
function number(text) {
  const plain = withPoint(text.trim());
  return plain === '' || Number.isNaN(Number(plain)) ? text : Number(plain);
}

/** Converts typed numbers to a decimal point: 0,91 and 1.250,50 as well as 10,000. */
function withPoint(text) {
  if (/^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text)) {
    return text.replaceAll(',', '');
  }
  return /^-?\d*,\d+$|^-?[1-9]\d{0,2}(\.\d{3})+,\d+$/.test(text) ? text.replaceAll('.', '').replace(',', '.') : text;
}

/** The same key for the same command until it succeeds or is refused, so that a repeat after a failure has no double effect. */
function keyFor(form, address, body) {
  const command = address + JSON.stringify(body);
  if (keys.get(form)?.command !== command) {
    keys.set(form, {command, key: newKey()});
  }
  return keys.get(form).key;
}

function busy(form, button, is) {
  form.ariaBusy = is;
  button?.classList.toggle('busy', is);
}

/* Two fields for one value, such as a slider and a number field: each has data-twin with the selector of the other. */
document.addEventListener('input', ({target}) => {
  if (target.dataset.twin) {
    document.querySelector(target.dataset.twin).value = withPoint(target.value.trim());
  }
  target.form?.querySelectorAll('[data-stale-when-changed]').forEach(part => part.classList.add('stale'));
});
