// What lies under and over a trend's line: the volumes in a strip of their own, the outline of what is usual, the tint of what missed the target, the
// dashes to what still grows, notes, single points between gaps, the labels of the time and of what has no legend; and the cross-hair with its tooltip, which moves through all charts of a page together, led by the pointer
// or, in the chart that has the focus, by the arrow keys.
const drawn = new Set();
// as attributes that follow the theme: of the screen, of a picture and of paper
const paint = Object.fromEntries(['text', 'muted', 'faint', 'below', 'link', 'surface'].map(name => [name, `var(--${name})`]));
const labelSize = 12.5;
const widestBar = 28;
const mostLetters = 13; // beside the plot
let count = 0;

export class TrendOverlay {
  /** choose(firstId, lastId) is called with a part of the chart that was drawn out by pointer or keys; null for none. */
  constructor(element, choose) {
    this.element = element;
    this.choose = choose;
    this.name = `trend-${++count}`;
    this.under = element.appendChild(svg('svg', { class: 'trend-under' }));
    this.canvas = element.appendChild(document.createElement('div'));
    this.canvas.className = 'trend-canvas';
    this.over = element.appendChild(svg('svg', { class: 'trend-over' }));
    for (const drawing of [this.under, this.canvas, this.over]) drawing.setAttribute('aria-hidden', 'true');
    this.tip = element.appendChild(document.createElement('div'));
    this.tip.className = 'trend-tip';
    this.tip.hidden = true;
    this.ended = new AbortController();
    const on = (type, act) => element.addEventListener(type, e => { if (element.isConnected) act(e); }, { signal: this.ended.signal });
    on('pointermove', e => this.follow(e));
    on('pointerdown', e => this.begin(e));
    on('pointerup', e => this.finish(e));
    on('pointercancel', () => this.cancel());
    on('pointerleave', () => pointAt(null));
    on('keydown', e => this.walk(e));
    on('focus', () => { this.tip.ariaLive = 'polite'; }); // what the keys come to is said; the other charts' tooltips move along in silence
    on('blur', () => { this.tip.ariaLive = 'off'; this.cancel(); pointAt(null); });
    drawn.add(this);
  }

  dispose() {
    drawn.delete(this);
    this.ended.abort();
    this.element.replaceChildren();
  }

  /** plot: first to last point (left, width), top and height in pixels; lowest and highest in the unit of the values; whether there is room for words. */
  draw(series, plot) {
    if (!this.element.isConnected) return;
    this.series = series;
    this.plot = plot;
    const { points } = series;
    this.step = points.length > 1 ? plot.width / (points.length - 1) : plot.width;
    this.under.replaceChildren(...this.volumes(), ...this.missed(), ...this.usual());
    this.over.replaceChildren(...this.target(), ...this.names(), ...this.times(), ...this.notes(), ...this.open(), ...this.loners(), this.mark = svg('g', {}));
    if (this.shown) this.show(this.shown);
    if (this.from !== undefined) this.select(this.index);
  }

  /** Where the cross-hair is; -1 when it is not here. */
  get index() { return this.series.points.findIndex(p => p.id === this.shown); }

  x(index) { return this.series.points.length > 1 ? this.plot.left + index * this.step : this.plot.left + this.plot.width / 2; }

  /** Where the interval of a point begins; it ends a step later. */
  start(index) { return this.x(index) - this.step / 2; }

  get end() { return this.start(this.series.points.length); }

  /** Where lines across the plot end and their names begin: beside the widest bar, however far apart the points are. */
  get edge() { return this.plot.left + this.plot.width + widestBar / 2; }

  y(value) {
    const { top, height, lowest, highest } = this.plot;
    return top + height * (highest - Math.min(Math.max(value, lowest), highest)) / (highest - lowest);
  }

  /** Bars of their own scale, under the line's zero; that of an interval which still grows is an outline. */
  volumes() {
    const { points } = this.series;
    const most = Math.max(1, ...points.map(p => p.volume));
    const bottom = this.plot.top + this.plot.height;
    const room = bottom - this.y(0) - 4;
    const width = Math.min(widestBar, Math.max(0.6 * this.step, Math.min(1, this.step)));
    return points.flatMap((p, i) => {
      if (p.volume === 0) return [];
      const height = room * p.volume / most;
      const looks = p.isOpen ? { fill: 'none', stroke: paint.faint, 'stroke-dasharray': '2 2' } : { fill: paint.faint, 'fill-opacity': 0.4 };
      return [svg('rect', { class: 'trend-volume', ...looks, x: this.x(i) - width / 2, y: bottom - height, width, height })];
    });
  }

  /** Between which values a point usually lies: an outline, so that the one shading means the one thing. */
  usual() {
    const { points } = this.series;
    return runs(points, p => p.lower !== null && p.upper !== null).map(run => {
      const places = run.length > 1 ? run.map(i => [this.x(i), points[i]]) : [this.start(run[0]), this.start(run[0] + 1)].map(x => [x, points[run[0]]]);
      const edges = [places.map(([x, p]) => [x, this.y(p.upper)]), places.map(([x, p]) => [x, this.y(p.lower)])];
      return svg('path', { class: 'trend-usual', fill: 'none', stroke: paint.muted, 'stroke-dasharray': '1.5 3.5', d: edges.map(path).join('') });
    });
  }

  /** Between line and target; only the part on the bad side of the target stays, up to the crossing itself. */
  missed() {
    const { points, target, missesBelow } = this.series;
    if (target === null) return [];
    const y = this.y(target);
    const { top, height } = this.plot;
    const clip = svg('clipPath', { id: `${this.name}-miss` });
    clip.append(svg('rect', { x: this.start(0), width: Math.max(0, this.end - this.start(0)), y: missesBelow ? y : top, height: Math.max(0, missesBelow ? top + height - y : y - top) }));
    const areas = runs(points, p => p.value !== null).map(run => {
      const along = [[this.x(run[0]), y], ...run.map(i => [this.x(i), this.y(points[i].value)]), [this.x(run.at(-1)), y]];
      return svg('path', { class: 'trend-missed', fill: paint.below, opacity: 0.16, d: path(along) + 'Z', 'clip-path': `url(#${clip.id})` });
    });
    return [clip, ...areas];
  }

  target() {
    const { target } = this.series;
    if (target === null || this.series.points.length === 0) return [];
    const y = this.y(target);
    return [svg('line', { class: 'trend-target', stroke: paint.text, 'stroke-opacity': 0.7, 'stroke-dasharray': 5, x1: this.plot.left, x2: this.edge, y1: y, y2: y })];
  }

  /** What target, usual and bars are, at their ends; the usual gives way to the target, and on a phone it is not named. */
  names() {
    const { points, target, targetLabel, targetShort, usualLabel, volumeLabel } = this.series;
    if (points.length === 0) return [];
    const x = this.edge + 6;
    const name = (text, y, fill, kind, left = x) => Object.assign(
      svg('text', { class: `trend-${kind}-text`, fill, stroke: paint.surface, 'stroke-width': 3, 'paint-order': 'stroke', 'font-size': labelSize, x: left, y: y + 4 }),
      { textContent: shortened(text, mostLetters) });
    const at = target === null ? null : this.y(target);
    const named = at === null ? [] : [name(this.plot.isWide ? targetLabel : targetShort, at, paint.text, 'target')];
    if (!this.plot.isWide) return [...named, name(volumeLabel, this.y(0) + 8, paint.muted, 'volume', this.plot.left)];
    const last = points.findLast(p => p.lower !== null && p.upper !== null);
    if (last) {
      const middle = (this.y(last.lower) + this.y(last.upper)) / 2;
      const free = at === null || Math.abs(middle - at) >= 16 ? middle : middle < at ? at - 16 : at + 16;
      named.push(name(usualLabel, free, paint.muted, 'usual'));
    }
    return [...named, name(volumeLabel, this.plot.top + this.plot.height - 6, paint.muted, 'volume')];
  }

  /** The points' own labels of the time, as many as fit: of every one, every second, third, … of them. */
  times() {
    const labelled = this.series.points.flatMap((p, i) => (p.hour === null ? [] : [{ text: p.hour, x: this.x(i) }]));
    const room = 7.5 * Math.max(0, ...labelled.map(l => l.text.length)) + 14;
    const fits = every => labelled.every((l, i) => i < every || i % every !== 0 || l.x - labelled[i - every].x >= room);
    let every = 1;
    while (every < labelled.length && !fits(every)) every++;
    return labelled.filter((_, i) => i % every === 0).map(({ text, x }) => Object.assign(
      svg('text', { class: 'trend-time', fill: paint.muted, 'font-size': labelSize, 'text-anchor': 'middle', x: Math.max(x, room / 2 - 7), y: this.plot.top + this.plot.height + 18 }),
      { textContent: text }));
  }

  /** To an interval that still grows the line is dashed: its value is not its last. (The library would dash every stretch between gaps.) */
  open() {
    const { points } = this.series;
    const last = points.length - 1;
    if (last < 1 || !points[last].isOpen || points[last].value === null || points[last - 1].value === null) return [];
    const along = [last - 1, last].map(i => [this.x(i), this.y(points[i].value)]);
    return [svg('path', { class: 'trend-open', fill: 'none', stroke: paint.text, 'stroke-width': 1.5, 'stroke-dasharray': 4, d: path(along) })];
  }

  /** A point between two gaps has no line: without a dot it could not be seen. */
  loners() {
    return runs(this.series.points, p => p.value !== null)
      .filter(run => run.length === 1)
      .map(([i]) => svg('circle', { class: 'trend-point', fill: paint.text, cx: this.x(i), cy: this.y(this.series.points[i].value), r: 2.5 }));
  }

  notes() {
    const { top, height } = this.plot;
    return this.series.notes.flatMap((note, i) => {
      const from = this.start(note.first);
      const to = this.start(note.last + 1);
      const next = this.series.notes[i + 1];
      const room = (next ? this.start(next.first) : this.end) - from - 8;
      const marks = [from, ...(note.last > note.first ? [to] : [])].map(x => svg('line', { class: 'trend-note', stroke: paint.muted, 'stroke-width': 1.5, 'stroke-dasharray': '1.5 3', x1: x, x2: x, y1: top, y2: top + height }));
      const letters = Math.floor(room / 7);
      if (letters < 4) return marks;
      const text = svg('text', { class: 'trend-note-text', fill: paint.muted, stroke: paint.surface, 'stroke-width': 3, 'paint-order': 'stroke', 'font-size': 12.5, x: from + 4, y: top + 12 });
      text.textContent = shortened(note.text, letters);
      return [...marks, text];
    });
  }

  indexAt(event) {
    const x = event.clientX - this.element.getBoundingClientRect().left - this.plot.left;
    return Math.min(Math.max(Math.round(x / this.step), 0), this.series.points.length - 1);
  }

  follow(event) {
    if (!this.plot || this.series.points.length === 0) return;
    const index = this.indexAt(event);
    pointAt(this.series.points[index].id);
    if (this.from !== undefined) this.select(index);
  }

  // A finger scrolls; it shows the cross-hair by touching and chooses nothing.
  begin(event) {
    if (!this.plot) return;
    this.follow(event);
    if (!this.choose || event.button !== 0 || event.pointerType === 'touch') return;
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    this.from = this.indexAt(event);
  }

  select(index) {
    const [first, last] = [Math.min(this.from, index), Math.max(this.from, index)];
    const area = svg('rect', { class: 'trend-selection', fill: paint.link, opacity: 0.18, x: this.start(first), width: (last - first + 1) * this.step, y: this.plot.top, height: this.plot.height });
    this.over.querySelector('.trend-selection')?.remove();
    if (last > first) this.over.prepend(area);
  }

  finish(event) {
    if (this.from !== undefined) this.take(this.indexAt(event));
  }

  take(index) {
    const ends = [this.from, index].sort((a, b) => a - b);
    this.cancel();
    if (ends[1] > ends[0]) this.choose(...ends.map(i => this.series.points[i].id));
  }

  // Arrows go from point to point; with Shift they draw out a part, which Enter takes and Escape lets go.
  walk(event) {
    if (!this.plot || this.series.points.length === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = this.index;
    const last = this.series.points.length - 1;
    const to = { ArrowLeft: at < 0 ? last : Math.max(at - 1, 0), ArrowRight: Math.min(at + 1, last), Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (!event.shiftKey || !this.choose) this.cancel();
      else this.from ??= at < 0 ? to : at;
      pointAt(this.series.points[to].id);
      if (this.from !== undefined) this.select(to);
    } else if (event.key === 'Enter' && this.from !== undefined && at >= 0) {
      this.take(at);
    } else if (event.key === 'Escape') {
      this.cancel();
      pointAt(null);
    }
  }

  cancel() {
    this.from = undefined;
    this.over.querySelector('.trend-selection')?.remove();
  }

  /** The cross-hair at the point of an id; null, or an id that is not here, takes it away. */
  show(id) {
    this.shown = id;
    const index = id === null || !this.plot ? -1 : this.index;
    this.tip.hidden = index < 0;
    if (index < 0) {
      this.mark?.replaceChildren();
      return;
    }
    const point = this.series.points[index];
    const { top, height } = this.plot;
    const x = this.x(index);
    this.mark.replaceChildren(
      svg('line', { class: 'trend-cross', stroke: paint.muted, 'stroke-dasharray': 2, x1: x, x2: x, y1: top, y2: top + height }),
      ...(point.value === null ? [] : [svg('circle', { class: 'trend-point', fill: paint.text, cx: x, cy: this.y(point.value), r: 4 })]));
    const lines = [point.label, ...point.tip.split('\n'), ...this.series.notes.filter(n => n.first <= index && index <= n.last).map(n => n.text)];
    this.tip.replaceChildren(...lines.map(line => Object.assign(document.createElement('div'), { textContent: line })));
    const gap = 12;
    const right = x + gap + this.tip.offsetWidth <= this.element.clientWidth;
    this.tip.style.left = `${Math.max(0, right ? x + gap : x - gap - this.tip.offsetWidth)}px`;
    this.tip.style.top = `${top}px`;
  }
}

/** A text of so many letters as people count them: none loses its marks, no sign a half of it. */
function shortened(text, most) {
  const letters = Intl.Segmenter ? Array.from(new Intl.Segmenter().segment(text), part => part.segment) : Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}

function pointAt(id) {
  for (const overlay of drawn) if (overlay.shown !== id) overlay.show(id);
}

/** The stretches of neighbouring points that pass, as lists of their indexes. */
function runs(points, passes) {
  const all = [];
  points.forEach((point, i) => {
    if (!passes(point)) return;
    if (all.at(-1)?.at(-1) === i - 1) all.at(-1).push(i);
    else all.push([i]);
  });
  return all;
}

const path = along => along.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

function svg(name, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
