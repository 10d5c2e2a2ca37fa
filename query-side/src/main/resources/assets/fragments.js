/* Parts of pages that htmx loads. */
import {toast} from './toasts.js';

/** Triggers an event on the body; parts with hx-trigger="… from:body" for it reload themselves. */
export function announce(event) {
  htmx.trigger(document.body, event);
}

/** Replaces the content of a part of the page by HTML of the service. */
export function show(part, html) {
  htmx.swap(part, html, {swapStyle: 'innerHTML'});
  part.classList.remove('stale');
}

/** Inserts HTML of the service at the start of a part of the page. */
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
