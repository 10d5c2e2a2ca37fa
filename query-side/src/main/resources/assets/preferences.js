/* The time zone and theme of the user, kept in cookies so that the server can use them. */
const YEAR = 365 * 24 * 60 * 60;

export function keep(name, value, seconds) {
  document.cookie = `${name}=${value}; path=/; max-age=${seconds}; samesite=strict`;
}

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isTold = () => document.cookie.split('; ').includes(`countersign_zone=${zone}`);
const wasTold = isTold();
keep('countersign_zone', zone, YEAR);

/* The server does not know the time zone yet, or it has changed. For a zone unknown to the server the page stays in UTC. */
if (document.documentElement.dataset.zone !== zone && !wasTold) {
  document.querySelector('[data-has-days]') && isTold() ? location.reload() : useZone();
}

/** Swedish locale gives ISO dates. */
function useZone() {
  document.querySelectorAll('time').forEach(time => {
    const timeStyle = time.textContent.split(':').length > 2 ? 'medium' : 'short';
    time.textContent = new Date(time.dateTime).toLocaleString('sv', {dateStyle: 'short', timeStyle});
  });
  document.querySelectorAll('[data-zone-name]').forEach(name => name.textContent = zone.replaceAll('_', ' '));
}

document.addEventListener('change', ({target}) => {
  if (target.name === 'theme') {
    document.documentElement.dataset.theme = target.value;
    keep('countersign_theme', target.value, YEAR);
  }
});
