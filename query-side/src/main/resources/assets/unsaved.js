/*
 * Asks before a page, or the part of it that is loaded anew, goes away with what somebody typed or chose in the form of a
 * command and didn't send. <form data-unguarded> has nothing to lose. Passwords and files don't count.
 */
import {confirmed} from './dialogs.js';

const QUESTION = 'Your changes aren’t saved. Leave anyway?';
const GUARDED = 'input:not([type="hidden"], [type="password"], [type="file"]), textarea, select';
const sent = new WeakMap();

window.addEventListener('beforeunload', event => {
  if (hasUnsaved(document)) {
    event.preventDefault();
  }
});

document.addEventListener('htmx:confirm', async event => {
  const {elt, target, issueRequest} = event.detail;
  if (elt.matches('a, form') && hasUnsaved(target)) {
    event.preventDefault();
    if (await confirmed(QUESTION)) {
      issueRequest(true);
    }
  }
});

/** Says that what a form shows now is saved. */
export function saved(form) {
  sent.set(form, content(form));
}

/** Whether a field differs from what the page came with. */
export function isChanged(field) {
  if (field.options) {
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected));
  }
  return ['checkbox', 'radio'].includes(field.type) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function hasUnsaved(part) {
  return [...document.forms].some(form => isCommand(form) && form.dataset.unguarded === undefined
    && part.contains(form) && form.checkVisibility() && guarded(form).some(isChanged) && sent.get(form) !== content(form));
}

const isCommand = form => form.method === 'post' || form.dataset.settles !== undefined;
const guarded = form => [...form.elements].filter(field => field.name && field.matches(GUARDED));
const content = form => JSON.stringify(guarded(form).map(field => [field.name, field.checked, field.value]));
