/* Short messages that disappear after some seconds; failures stay until they are closed. */
const SECONDS = 6;

/** @param text shows nothing if absent */
export function toast(text, {failure = false} = {}) {
  if (!text) {
    return;
  }
  const message = document.createElement('div');
  message.className = failure ? 'toast failure' : 'toast';
  message.append(Object.assign(document.createElement('p'), {textContent: text}));
  const close = Object.assign(document.createElement('button'), {type: 'button', className: 'quiet', textContent: 'Close'});
  close.addEventListener('click', () => message.remove());
  message.append(close);
  document.getElementById('toasts').append(message);
  if (!failure) {
    setTimeout(() => message.remove(), SECONDS * 1000);
  }
}
