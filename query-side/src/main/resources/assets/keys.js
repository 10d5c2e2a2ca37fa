/*
 * Keys: data-key="n" on a link, button or field makes that key press or focus it; data-key-name says in the list of keys
 * what it does. Other modules add theirs with onKey. As WCAG 2.1.4 wants, they can be switched off.
 */
import {open} from './dialogs.js';

const OFF = 'countersign-keys-off';
const added = new Map();

/**
 * @param name   what the key does, for the list of keys
 * @param action gets the event
 */
export function onKey(key, name, action) {
  added.set(key, {name, action});
}

onKey('?', 'Show keyboard shortcuts', help);

document.addEventListener('keydown', event => {
  const typing = event.target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
  const busyElsewhere = document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey;
  if (typing || busyElsewhere || localStorage.getItem(OFF)) {
    return;
  }
  const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const action = element ? () => press(element) : added.get(event.key)?.action;
  if (action) {
    event.preventDefault();
    action(event);
  }
});

function press(element) {
  element.matches('input, textarea, select') ? element.focus() : element.click();
}

function help() {
  const dialog = document.getElementById('keys');
  const rows = [
    ...Array.from(document.querySelectorAll('[data-key]'), e => [e.dataset.key, e.dataset.keyName ?? e.textContent.trim()]),
    ...Array.from(added, ([key, {name}]) => [key, name]),
  ];
  dialog.querySelector('dl').replaceChildren(...rows.map(row));
  dialog.querySelector('[name="keys"]').checked = !localStorage.getItem(OFF);
  open(dialog);
}

function row([key, name]) {
  const row = document.createElement('div');
  const term = document.createElement('dt');
  term.append(Object.assign(document.createElement('kbd'), {textContent: key}));
  row.append(term, Object.assign(document.createElement('dd'), {textContent: name}));
  return row;
}

document.addEventListener('change', ({target}) => {
  if (target.matches('#keys [name="keys"]')) {
    target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, 'yes');
  }
});

document.addEventListener('click', ({target}) => {
  if (target.closest('[data-shows-keys]')) {
    help();
  }
});
