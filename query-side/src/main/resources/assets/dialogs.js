/*
 * Dialogs: <button data-opens="#new-tenant"> opens one, <button data-closes> closes the one it is in, as Escape and a
 * click beside it do. The browser gives the focus back to where it was.
 */
document.addEventListener('click', ({target}) => {
  const opener = target.closest('[data-opens]');
  if (opener) {
    open(document.querySelector(opener.dataset.opens));
  } else if (target.closest('[data-closes]')) {
    target.closest('dialog').close();
  } else if (target instanceof HTMLDialogElement) {
    target.close();
  }
});

export function open(dialog) {
  if (!dialog.open) {
    dialog.showModal();
  }
}

/** Asks in a dialog; whether the answer was yes. The button that asked names what yes means. */
export function confirmed(question, button) {
  const dialog = document.getElementById('confirm');
  const yes = dialog.querySelector('[value="yes"]');
  dialog.querySelector('p').textContent = question;
  yes.textContent = button?.textContent.trim() || 'Yes';
  yes.className = button?.classList.contains('danger') ? 'danger' : 'primary';
  dialog.returnValue = '';
  open(dialog);
  return new Promise(answer =>
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'), {once: true}));
}
