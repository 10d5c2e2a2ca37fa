/* How the reader likes pages, kept in cookies so that the server renders them so at once: their time zone and theme. */
const YEAR = 365 * 24 * 60 * 60;

export function keep(name, value, seconds) {
  document.cookie = `${name}=${value}; path=/; max-age=${seconds}; samesite=strict`;
}

keep('countersign_zone', Intl.DateTimeFormat().resolvedOptions().timeZone, YEAR);

document.addEventListener('change', ({target}) => {
  if (target.name === 'theme') {
    document.documentElement.dataset.theme = target.value;
    keep('countersign_theme', target.value, YEAR);
  }
});
