/*
 * The queue of what waits for a person. One decision is at hand: keys and its buttons settle it, and the next comes up by
 * itself; when the last of a page is settled, the page is loaded again.
 *
 *   <li class="waiting" data-path="/api/decisions/…" data-tenant="…">   a decision, and where its commands go
 *   <form data-settles="approve">          the command; its fields are what is sent
 *   <button data-asks="#template">         shows the form in that template in the row, <button data-takes-back> hides it
 */
import {newKey, Problem, send} from './commands.js';
import {fields} from './forms.js';
import {announce} from './fragments.js';
import {onKey} from './keys.js';
import {clear, tell} from './refusals.js';

const SAID = {approve: 'Approved', correct: 'Corrected', reject: 'Rejected'};

const keys = new WeakMap();

const rows = () => [...document.querySelectorAll('.waiting')];
const atHand = () => document.querySelector('.waiting[aria-current]') ?? rows()[0];

function take(row, {focus = true} = {}) {
  rows().filter(other => other !== row).forEach(other => other.removeAttribute('aria-current'));
  row?.setAttribute('aria-current', 'true');
  if (focus) {
    row?.focus({preventScroll: true});
    row?.scrollIntoView({block: 'nearest'});
  }
}

function step(by) {
  const all = rows();
  take(all[Math.max(0, Math.min(all.length - 1, all.indexOf(atHand()) + by))]);
}

function press(selector) {
  atHand()?.querySelector(`.settle ${selector}`)?.click();
}

onKey('j', 'The next decision', () => step(1));
onKey('k', 'The decision before', () => step(-1));
if (document.getElementById('correcting')) {
  onKey('a', 'Approve', () => press('.primary'));
  onKey('c', 'Correct: give it another account', () => press('[data-asks="#correcting"]'));
  onKey('x', 'Reject', () => press('[data-asks="#rejecting"]'));
}
onKey('e', 'Explain: its whole story', () => atHand()?.querySelector('h2 a').click());

document.addEventListener('focusin', ({target}) => {
  const row = target.closest('.waiting');
  if (row) {
    take(row, {focus: false});
  }
});

document.addEventListener('click', ({target}) => {
  const asks = target.closest('[data-asks]');
  if (asks) {
    ask(asks.closest('.waiting'), document.querySelector(asks.dataset.asks));
  } else if (target.closest('[data-takes-back]')) {
    takeBack(target.closest('.waiting'));
  }
});

document.addEventListener('keydown', ({key, target}) => {
  if (key === 'Escape' && target.closest('.asked')) {
    takeBack(target.closest('.waiting'));
  }
});

function ask(row, template) {
  rows().filter(other => other.querySelector('.asked').firstElementChild).forEach(takeBack);
  const form = template.content.cloneNode(true).firstElementChild;
  row.querySelector('.asked').replaceChildren(form);
  row.querySelector('.settle').hidden = true;
  const account = form.elements.account;
  if (account) {
    offerAccounts(account, row.dataset.tenant);
  }
  form.elements[0].focus();
}

function takeBack(row) {
  row.querySelector('.asked').replaceChildren();
  row.querySelector('.settle').hidden = false;
  take(row);
}

/** The accounts that are in use in the tenant, loaded when they are first asked for. */
function offerAccounts(field, tenant) {
  const id = `accounts-${tenant}`;
  field.setAttribute('list', id);
  if (!document.getElementById(id)) {
    htmx.ajax('GET', `/review/accounts?tenant_id=${encodeURIComponent(tenant)}`, {target: '#accounts', swap: 'beforeend'});
  }
}

document.addEventListener('submit', event => {
  const form = event.target.closest('[data-settles]');
  if (form) {
    event.preventDefault();
    settle(form, form.closest('.waiting'));
  }
});

async function settle(form, row) {
  if (row.ariaBusy === 'true') {
    return;
  }
  clear(form);
  row.ariaBusy = 'true';
  const path = `${row.dataset.path}/${form.dataset.settles}`;
  const body = fields(form);
  try {
    await send('POST', path, {body, key: keyFor(form, JSON.stringify(body))});
    leave(row, SAID[form.dataset.settles]);
  } catch (problem) {
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    if (problem.status > 0 && problem.status < 500) {
      keys.delete(form);
    }
    tell(form, problem);
  } finally {
    row.ariaBusy = 'false';
  }
}

/** The same key for the same command, until it is refused: repeating it without an answer can't do it twice. */
function keyFor(form, command) {
  if (keys.get(form)?.command !== command) {
    keys.set(form, {command, key: newKey()});
  }
  return keys.get(form).key;
}

async function leave(row, said) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  document.getElementById('told').textContent = `${said}: ${row.querySelector('h2').textContent.trim()}.`;
  row.remove();
  if (next) {
    take(next);
    announce('review-changed');
  } else {
    await load();
    take(rows()[0]);
  }
}

/** Loads the decisions anew, as the address says. */
function load() {
  return htmx.ajax('GET', location.pathname + location.search, {target: '#waiting', select: '#waiting', swap: 'outerHTML'});
}

document.addEventListener('intake-ended', load);
document.addEventListener('htmx:afterSettle', () => take(atHand(), {focus: false}));
take(atHand(), {focus: false});
