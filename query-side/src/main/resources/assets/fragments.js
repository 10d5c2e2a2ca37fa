/* Parts of pages that htmx loads. */
import {toast} from './toasts.js';

/** Tells the page what happened; what has hx-trigger="… from:body" for it loads itself again. */
export function announce(event) {
  htmx.trigger(document.body, event);
}

/** Puts HTML of ours into a part of the page. */
export function show(part, html) {
  htmx.swap(part, html, {swapStyle: 'innerHTML'});
  part.classList.remove('stale');
}

/** Puts HTML of ours before everything else in a part of the page. */
export function prepend(part, html) {
  htmx.swap(part, html, {swapStyle: 'afterbegin'});
}

document.addEventListener('htmx:responseError', ({detail}) => {
  if (detail.xhr.status === 401) {
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    return;
  }
  toast(sentenceIn(detail.xhr), {failure: true});
});

document.addEventListener('htmx:sendError', () =>
  toast('Countersign can’t be reached. Try again when you are connected.', {failure: true}));

function sentenceIn(xhr) {
  try {
    return `${JSON.parse(xhr.responseText).detail}.`;
  } catch {
    return `The service answered ${xhr.status}.`;
  }
}
