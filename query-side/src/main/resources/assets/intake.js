/*
 * Sending a file of transactions: <form data-intake="/api/decisions">. The service answers row by row while it reads;
 * the progress bar follows the answers. Rejected rows are listed with their line number and the reason.
 */
import {begin, Problem, remember} from './commands.js';
import {clear, tell} from './refusals.js';

const SHOWN = 100;
const LINE_END = 10;
const NAMES = {
  lines: 'Rows', decided: 'Decided', imported: 'Imported', auto_posted: 'Posted automatically', reviewed: 'Sent to review',
  duplicate: 'Already imported', conflict: 'Conflict with an earlier row', invalid: 'Invalid',
};
const number = new Intl.NumberFormat('en');
const running = new Map();

document.addEventListener('submit', event => {
  const form = event.target.closest('[data-intake]');
  if (form) {
    event.preventDefault();
    start(form);
  }
});

document.addEventListener('click', ({target}) => {
  if (target.closest('[data-stops]')) {
    running.get(target.closest('form'))?.abort();
  }
});

window.addEventListener('beforeunload', event => {
  if (running.size) {
    event.preventDefault();
  }
});

async function start(form) {
  clear(form);
  const file = form.elements.file.files[0];
  if (!file) {
    tell(form, new Problem({errors: [{field: 'file', message: 'is needed'}]}, 400));
    return;
  }
  const report = new Report(form);
  const stop = new AbortController();
  begins(form, stop);
  try {
    report.expect(await lineEnds(file));
    await take(form.dataset.intake, file, stop.signal, report);
  } catch (failure) {
    report.breakOff(stop.signal.aborted);
    if (!stop.signal.aborted) {
      tell(form, failure instanceof Problem ? failure : broken());
    }
  } finally {
    ends(form);
  }
}

const broken = () => new Problem({code: 'no_answer', detail:
  'The connection was lost. The rows counted above are saved. Send the file again for the rest; no row is saved twice'}, 0);

function begins(form, stop) {
  running.set(form, stop);
  form.querySelector('.primary').classList.add('busy');
  form.querySelector('[data-stops]').hidden = false;
}

function ends(form) {
  running.delete(form);
  form.querySelector('.primary').classList.remove('busy');
  form.querySelector('[data-stops]').hidden = true;
  document.dispatchEvent(new Event('intake-ended'));
}

async function take(path, file, signal, report) {
  const headers = {'content-type': 'text/csv', accept: 'application/x-ndjson, application/problem+json'};
  const answer = await begin('POST', path, {body: file, headers, signal});
  for await (const line of lines(answer.body)) {
    report.add(JSON.parse(line));
  }
  if (!report.isWhole) {
    throw broken();
  }
}

async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const all = (rest + part.value).split('\n');
    rest = all.pop();
    yield* all.filter(Boolean);
  }
}

async function lineEnds(file) {
  const reader = file.stream().getReader();
  let count = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    for (const byte of part.value) {
      count += byte === LINE_END ? 1 : 0;
    }
  }
  return count;
}

/** What the form shows of the answers. */
class Report {
  constructor(form) {
    this.place = form.querySelector('.intake');
    this.place.hidden = false;
    this.bar = this.place.querySelector('progress');
    this.bar.removeAttribute('value');
    this.faults = 0;
    this.answered = 0;
    this.isWhole = false;
    this.say('Reading the file …');
    this.place.querySelector('dl').replaceChildren();
    this.place.querySelector('.faults').hidden = true;
    this.place.querySelector('.faults ol').replaceChildren();
  }

  say(text) {
    this.place.querySelector('[data-said]').textContent = text;
  }

  expect(lineEnds) {
    this.bar.max = Math.max(1, lineEnds);
    this.bar.value = 0;
    this.say('Sending …');
  }

  add(answer) {
    if (answer.summary) {
      this.end(answer.summary);
      return;
    }
    if (!answer.line) {
      // The service ended the stream and says why.
      throw new Problem(answer, 0);
    }
    this.answered++;
    if (answer.code) {
      this.fault(answer);
    }
    this.bar.value = Math.min(this.bar.max, answer.line);
    this.say(`${number.format(this.answered)} rows processed …`);
  }

  fault({line, txn_id: txn, detail}) {
    this.faults++;
    const list = this.place.querySelector('.faults');
    list.hidden = false;
    list.querySelector('h3').textContent = this.faults === 1 ? '1 row rejected'
      : `${number.format(this.faults)} rows rejected${this.faults > SHOWN ? `. The first ${SHOWN}` : ''}`;
    if (this.faults <= SHOWN) {
      const item = document.createElement('li');
      item.append(Object.assign(document.createElement('strong'), {textContent: `Line ${line}`}));
      item.append(` ${txn ? `${txn}: ` : ''}${/[.!?]$/.test(detail) ? detail : `${detail}.`}`);
      list.querySelector('ol').append(item);
    }
  }

  end(summary) {
    this.isWhole = true;
    remember(summary.consistency);
    this.bar.max = this.bar.value = 1;
    this.say(`Done in ${number.format(summary.seconds)} s.`);
    const shown = Object.entries(NAMES).filter(([name]) => name === 'lines' || summary[name]);
    this.place.querySelector('dl').replaceChildren(...shown.map(([name, title]) => fact(title, number.format(summary[name]))));
  }

  saved() {
    return this.answered ? `${number.format(this.answered)} rows were processed and are saved.` : 'Nothing was imported.';
  }

  breakOff(stopped) {
    this.bar.value = this.bar.value ?? 0;
    this.say(stopped ? `Stopped. ${this.saved()}`
      : this.saved());
  }
}

function fact(name, value) {
  const fact = document.createElement('div');
  fact.append(Object.assign(document.createElement('dt'), {textContent: name}));
  fact.append(Object.assign(document.createElement('dd'), {textContent: value}));
  return fact;
}
