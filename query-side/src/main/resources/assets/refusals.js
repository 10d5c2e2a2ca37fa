/* Shows refusals as sentences next to their fields. Typed values are kept. */

/** Removes the errors of an earlier attempt. */
export function clear(form) {
  form.querySelectorAll('.error').forEach(error => error.remove());
  form.querySelectorAll('[aria-invalid]').forEach(field => {
    field.removeAttribute('aria-invalid');
    field.setAttribute('aria-describedby', described(field).filter(id => id !== errorId(field)).join(' '));
  });
}

/**
 * Shows each error at its field, and other errors above the buttons of the form.
 *
 * @param options focus: false keeps the focus
 */
export function tell(form, problem, action = {}, {focus = true} = {}) {
  const placed = problem.errors.filter(({field, message}) => tellField(form, field, message));
  const rest = problem.errors.filter(error => !placed.includes(error));
  if (!placed.length || rest.length) {
    tellForm(form, sentences(problem, rest, action), problem.status === 401 && problem.code !== 'wrong_credentials');
  }
  if (focus) {
    (form.querySelector('[aria-invalid]') ?? form.querySelector('.error'))?.focus();
  }
}

function tellField(form, name, message) {
  const field = form.elements[name.replace(/\[\d+\]$/, '')];
  const input = field instanceof RadioNodeList ? [...field].find(f => f.type !== 'range') : field;
  const room = input?.closest('.field');
  if (!room) {
    return false;
  }
  input.ariaInvalid = 'true';
  const error = paragraph(`${nameOf(room)} ${message}.`);
  error.id = errorId(input);
  input.setAttribute('aria-describedby', [...described(input), error.id].join(' '));
  room.append(error);
  return true;
}

const nameOf = room => (room.dataset.name ?? room.querySelector('label, legend').textContent).trim();

function sentences(problem, rest, {conflict}) {
  if (rest.length) {
    return rest.map(({field, message}) => `${field} ${message}.`).join(' ');
  }
  if (problem.status === 412 && conflict) {
    return conflict;
  }
  if (problem.code === 'unauthenticated') {
    return 'Your session has ended. What you typed is still here: sign in again in another tab, then repeat this.';
  }
  if (problem.code === 'too_many_attempts') {
    const minutes = Math.ceil(problem.retryAfter / 60);
    return `Too many failed attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, or ask an owner of your firm for help.`;
  }
  return /[.!?]$/.test(problem.message) ? problem.message : `${problem.message}.`;
}

function tellForm(form, text, signedOut) {
  const error = paragraph(text);
  error.role = 'alert';
  error.tabIndex = -1;
  if (signedOut) {
    const link = document.createElement('a');
    Object.assign(link, {href: '/login', target: '_blank', textContent: 'Sign in'});
    error.append(' ', link);
  }
  const buttons = form.querySelector('.actions');
  buttons ? buttons.before(error) : form.append(error);
}

function paragraph(text) {
  const error = document.createElement('p');
  error.className = 'error';
  error.textContent = text;
  return error;
}

const errorId = field => `${field.id || field.name}-error`;
const described = field => (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
