/*
 * Filter forms omit empty fields from the address, also when htmx sends them. The summary of a <details class="menu"> of
 * check boxes shows the selection; the menu closes by Escape and when a click or the focus is elsewhere.
 */
document.addEventListener('formdata', ({target, formData}) => {
  if (target.method === 'get') {
    const given = [...formData].filter(([, value]) => value.trim() !== '');
    [...formData.keys()].forEach(name => formData.delete(name));
    given.forEach(([name, value]) => formData.append(name, value));
  }
});

document.addEventListener('change', ({target}) => {
  const menu = target.closest('.menu');
  const chosen = menu?.querySelector('[data-none]');
  if (chosen) {
    const checked = [...menu.querySelectorAll(':checked')];
    chosen.textContent = checked.length === 0 ? chosen.dataset.none
      : checked.length === 1 ? checked[0].closest('label').textContent.trim()
      : `${checked.length} ${chosen.dataset.many}`;
  }
});

document.addEventListener('keydown', ({key, target}) => {
  const menu = target.closest('.menu[open]');
  if (key === 'Escape' && menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

document.addEventListener('click', ({target}) => closeMenus(menu => !menu.contains(target)));

/* Pressing on text in a menu moves the focus to an ancestor of the menu for a moment; that does not close it. */
document.addEventListener('focusin', ({target}) => closeMenus(menu => !menu.contains(target) && !target.contains(menu)));

function closeMenus(isLeft) {
  [...document.querySelectorAll('.menu[open]')].filter(isLeft).forEach(menu => menu.open = false);
}
