/*
 * Dialogs: <button data-opens="#new-tenant"> opens one, <button data-closes> closes its dialog, as do Escape and a click outside. The browser restores the focus.
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

/** Asks for confirmation in a dialog; resolves to true or false. The confirming button has the text of the given button. */
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
