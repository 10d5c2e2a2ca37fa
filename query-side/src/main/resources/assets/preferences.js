/* How the reader likes pages, kept in cookies so that the server renders them so at once: their time zone and theme. */
const YEAR = 365 * 24 * 60 * 60;

export function keep(name, value, seconds) {
  document.cookie = `${name}=${value}; path=/; max-age=${seconds}; samesite=strict`;
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
keep('countersign_zone', zone, YEAR);

/* The server didn't know the zone yet, or the reader has travelled. Swedish dates are ISO dates. */
if (document.documentElement.dataset.zone !== zone) {
  document.querySelectorAll('time').forEach(time => {
    const timeStyle = time.textContent.split(':').length > 2 ? 'medium' : 'short';
    time.textContent = new Date(time.dateTime).toLocaleString('sv', {dateStyle: 'short', timeStyle});
  });
}

document.addEventListener('change', ({target}) => {
  if (target.name === 'theme') {
    document.documentElement.dataset.theme = target.value;
    keep('countersign_theme', target.value, YEAR);
  }
});
