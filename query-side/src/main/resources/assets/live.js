/*
 * Entries that come in while the log is open: <div id="live" data-live="/audit/live?…" data-first="true">. On the first
 * page they are put on top, unless they are held: by the button, or as long as somebody reads, which is to say that a row
 * is open or has the focus, or that the page is scrolled. Elsewhere they are counted. The browser comes back by itself
 * after a lost connection and says where it was; where it was refused, we try again.
 */
import {prepend} from './fragments.js';

const ROWS = 200;
const AGAIN_MILLIS = 5_000;
const bar = document.getElementById('live');

if (bar) {
  follow(bar);
}

function follow(bar) {
  const state = bar.querySelector('[data-state]');
  const pause = bar.querySelector('#pause');
  const news = bar.querySelector('#news');
  const isFirst = bar.dataset.first === 'true';
  let isPaused = false;
  let isConnected = false;
  let held = [];
  let unseen = 0;
  let hasGap = false;
  let last = new URL(bar.dataset.live, location).searchParams.get('after');

  connect();
  pause?.addEventListener('click', () => hold(!isPaused));
  news.addEventListener('click', () => isFirst ? goToNews() : location.assign(bar.dataset.newest));
  if (isFirst) {
    ['click', 'focusout'].forEach(change => document.addEventListener(change, () => setTimeout(showUnlessHeld)));
    document.addEventListener('scroll', showUnlessHeld, {passive: true});
  }

  function connect() {
    const url = new URL(bar.dataset.live, location);
    url.searchParams.set('after', last);
    const source = new EventSource(url);
    source.addEventListener('open', () => tell(true));
    source.addEventListener('entry', ({data, lastEventId}) => arrive(data, lastEventId));
    source.addEventListener('gap', ({lastEventId}) => skip(lastEventId));
    source.addEventListener('error', () => {
      tell(false);
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(connect, AGAIN_MILLIS);
      }
    });
    addEventListener('pagehide', () => source.close(), {once: true});
  }

  function arrive(html, position) {
    last = position;
    unseen += 1;
    held.push(html);
    if (held.length > ROWS) {
      held.shift();
      hasGap = true;
    }
    showUnlessHeld();
  }

  function skip(position) {
    last = position;
    hasGap = true;
    showUnlessHeld();
  }

  function hold(should) {
    isPaused = should;
    pause.textContent = isPaused ? 'Resume' : 'Pause';
    tell(isConnected);
    showUnlessHeld();
  }

  function showUnlessHeld() {
    isFirst && !isPaused && !isRead() ? showAll() : count();
  }

  function goToNews() {
    if (isPaused) {
      hold(false);
    }
    showAll();
    scrollTo(0, 0);
  }

  function showAll() {
    if (hasGap) {
      location.reload();
      return;
    }
    held.forEach(show);
    held = [];
    unseen = 0;
    count();
  }

  function count() {
    const many = hasGap ? 'Many new entries' : `${unseen} new ${unseen === 1 ? 'entry' : 'entries'}`;
    news.hidden = !unseen && !hasGap;
    news.textContent = isFirst ? `Show ${many.toLowerCase()}` : many;
    bar.classList.toggle('waits', isFirst && !news.hidden);
  }

  function tell(connected) {
    isConnected = connected;
    const text = !connected ? 'Not connected, retrying' : isPaused ? 'Paused' : isFirst ? 'Live' : 'Counting new entries';
    bar.dataset.state = !connected ? 'off' : isPaused ? 'paused' : 'on';
    if (state.textContent !== text) {
      state.textContent = text;
    }
  }
}

/** Whether rows that come in on top would push away what somebody reads. */
function isRead() {
  const rows = document.getElementById('entries');
  return scrollY > 0 || rows.contains(document.activeElement) || rows.querySelector('[aria-expanded="true"]') !== null;
}

/** Puts a row and what it opens to on top, and lets go of the last where there are too many. */
function show(html) {
  const body = document.getElementById('entries');
  prepend(body, html);
  body.closest('[hidden]')?.removeAttribute('hidden');
  document.getElementById('nothing')?.remove();
  const rows = body.querySelectorAll(':scope > [data-position]');
  if (rows.length > ROWS) {
    rows[ROWS].nextElementSibling.remove();
    rows[ROWS].remove();
    const older = document.getElementById('older');
    const url = new URL(older.href);
    url.searchParams.set('before', rows[ROWS - 1].dataset.position);
    older.href = url;
    older.hidden = false;
  }
}
