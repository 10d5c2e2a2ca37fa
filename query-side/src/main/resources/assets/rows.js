/* Rows that open: <button aria-expanded="false" aria-controls="entry-7" class="opener"> shows and hides the named element. */
document.addEventListener('click', ({target}) => {
  const opener = target.closest('.opener');
  if (opener) {
    const opened = document.getElementById(opener.getAttribute('aria-controls'));
    opened.hidden = !opened.hidden;
    opener.ariaExpanded = String(!opened.hidden);
  }
});
