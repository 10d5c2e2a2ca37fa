/*
 * The queue of what waits for a person. One decision is at hand: keys and its buttons settle it, and the next comes to hand
 * at once; commands are sent one after the other, in the order in which they were given. What is refused stays with the
 * sentence that says why. When the last of a page is settled, the page is loaded again.
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
/** Ends when every command that was given so far is answered. */
let sent = Promise.resolve();
let forms = 0;

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

const isBusy = row => row.ariaBusy === 'true';
const canSettle = row => !isBusy(row) && row.querySelector('.settle');

/** The one to go on with after a row: the next that can be settled, or else the nearest before it. */
function following(row) {
  const all = rows();
  const place = all.indexOf(row);
  return all.slice(place + 1).find(canSettle) ?? all.slice(0, place).reverse().find(canSettle);
}

/** A key that is held down settles one decision only. */
function press(selector, {repeat}) {
  const row = atHand();
  if (row && isBusy(row)) {
    say('The last ones are being saved. Please wait for the next.');
  } else if (!repeat) {
    row?.querySelector(`.settle ${selector}`)?.click();
  }
}

function say(sentence) {
  document.getElementById('told').textContent = sentence;
}

onKey('j', 'Next transaction', () => step(1));
onKey('k', 'Previous transaction', () => step(-1));
if (document.getElementById('correcting')) {
  onKey('a', 'Approve', event => press('.primary', event));
  onKey('c', 'Correct: choose another account', event => press('[data-asks="#correcting"]', event));
  onKey('x', 'Reject', event => press('[data-asks="#rejecting"]', event));
}
onKey('e', 'Details', () => atHand()?.querySelector('h2 a').click());

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
  rows().filter(other => !isBusy(other) && other.querySelector('.asked form')).forEach(takeBack);
  const form = withIdsOfItsOwn(template.content.cloneNode(true).firstElementChild);
  row.querySelector('.asked').replaceChildren(form);
  row.querySelector('.settle').hidden = true;
  const account = form.elements.account;
  if (account) {
    offerAccounts(account, row.dataset.tenant);
  }
  form.elements[0].focus();
}

/** There may be several at once: one is open while others are being sent. */
function withIdsOfItsOwn(form) {
  forms += 1;
  for (const label of form.querySelectorAll('label[for]')) {
    form.querySelector(`[id="${label.htmlFor}"]`).id += `-${forms}`;
    label.htmlFor += `-${forms}`;
  }
  return form;
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

function settle(form, row) {
  if (isBusy(row)) {
    return;
  }
  clear(form);
  row.ariaBusy = 'true';
  const body = fields(form);
  const next = following(row);
  if (next) {
    take(next);
  }
  sent = sent.then(() => sendSettlement(form, row, body, next)).catch(reportError);
}

async function sendSettlement(form, row, body, next) {
  const path = `${row.dataset.path}/${form.dataset.settles}`;
  try {
    await send('POST', path, {body, key: keyFor(form, JSON.stringify(body))});
    row.ariaBusy = 'false';
    await leave(row, SAID[form.dataset.settles]);
  } catch (problem) {
    row.ariaBusy = 'false';
    if (!(problem instanceof Problem)) {
      throw problem;
    }
    if (problem.status > 0 && problem.status < 500) {
      keys.delete(form);
    }
    refuse(form, row, problem, next);
  }
}

function refuse(form, row, problem, next) {
  say(`Not saved: ${nameOf(row)}.`);
  if (problem.code === 'already_settled') {
    close(row, problem);
    return;
  }
  const focus = !hasGoneOn(next ?? row) && !next?.querySelector('.asked form');
  if (focus) {
    take(row);
  }
  tell(form, problem, {}, {focus});
}

/** Whether people did anything else since this row came to hand. */
function hasGoneOn(row) {
  return atHand() !== row || row !== document.activeElement?.closest('.waiting') || rows().some(isBusy);
}

/** Nothing can be done any more with what somebody else has settled. It says so until the page is loaded again. */
function close(row, {message}) {
  const said = document.createElement('p');
  said.role = 'alert';
  said.className = 'error';
  said.textContent = `${message}.`;
  row.querySelector('.settle').remove();
  row.querySelector('.asked').replaceChildren(said);
  if (row === atHand()) {
    take(row);
  }
  announce('review-changed');
}

const nameOf = row => row.querySelector('h2').textContent.trim();

/** The same key for the same command, until it is refused: repeating it without an answer can't do it twice. */
function keyFor(form, command) {
  if (keys.get(form)?.command !== command) {
    keys.set(form, {command, key: newKey()});
  }
  return keys.get(form).key;
}

async function leave(row, said) {
  const isAtHand = row === atHand();
  const next = following(row);
  say(`${said}: ${nameOf(row)}.`);
  row.remove();
  if (!rows().length) {
    await load();
    take(rows()[0]);
    return;
  }
  if (isAtHand) {
    take(next ?? rows()[0]);
  }
  announce('review-changed');
}

/** Loads the decisions anew, as the address says. */
function load() {
  return htmx.ajax('GET', location.pathname + location.search, {target: '#waiting', select: '#waiting', swap: 'outerHTML'});
}

/* Whoever looks at a decision's story and comes back finds the queue where it was left. */

document.addEventListener('click', event => {
  const link = event.target.closest('.waiting a');
  if (link && rows().some(isBusy)) {
    event.preventDefault();
    sent.then(() => link.click());
  } else if (link) {
    const row = link.closest('.waiting');
    const place = {path: row.dataset.path, number: rows().indexOf(row), scrolled: scrollY};
    history.replaceState({...history.state, place}, '');
  }
}, {capture: true});

/* What was given and isn't sent yet would be lost. */
window.addEventListener('beforeunload', event => {
  if (rows().some(isBusy)) {
    event.preventDefault();
  }
});

function comeBack({path, number, scrolled}) {
  const row = rows().find(other => other.dataset.path === path) ?? rows()[Math.min(number, rows().length - 1)];
  take(row);
  scrollTo({top: scrolled, behavior: 'instant'});
}

document.addEventListener('intake-ended', load);
document.addEventListener('htmx:afterSettle', () => take(atHand(), {focus: false}));
if (history.state?.place) {
  comeBack(history.state.place);
} else {
  take(atHand(), {focus: false});
}
