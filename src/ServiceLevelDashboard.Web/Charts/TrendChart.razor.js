// The one door to the chart library: create(element, series), then update(patch) and dispose() on what it returns.
// Texts, labels and numbers arrive formatted in the site's zone and the reader's language; nothing is calculated here.
import ApexCharts from '../lib/apexcharts/apexcharts.esm.js';

const stripShare = 0.2; // volumes get their own strip under the axis: a fifth of the axis' height
let charts = 0;

export function create(element, series) {
  return new TrendChart(element, series);
}

class TrendChart {
  constructor(element, series) {
    this.element = element;
    this.series = series; // create's payload is a whole one
    // The library takes its height from the parent of the element that it draws in.
    this.chart = new ApexCharts(element.appendChild(document.createElement('div')), this.options());
    this.drawn = this.chart.render().then(() => this.finish());
    // The theme is an attribute of the root element, or the system's choice.
    this.repaint = () => this.redraw();
    this.themes = new MutationObserver(this.repaint);
    this.themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.repaint);
  }

  // A patch carries the points from an index on; everything before them has not changed.
  update(patch) {
    const { from, ...series } = patch;
    this.series = { ...series, points: this.series.points.slice(0, from).concat(series.points) };
    return this.redraw();
  }

  dispose() {
    this.themes.disconnect();
    this.scheme.removeEventListener('change', this.repaint);
    const chart = this.chart;
    this.chart = null;
    chart.destroy();
  }

  redraw() {
    this.drawn = this.drawn.then(async () => {
      if (!this.chart) return;
      await this.chart.updateOptions(this.options(), false, false, false);
      this.finish();
    });
    return this.drawn;
  }

  options() {
    const { points, target, max } = this.series;
    const paint = colours(this.element);
    const still = { enabled: false };
    const volume = Math.max(1, ...points.map(p => p.volume));
    const at = key => ({ data: points.map(p => ({ x: p.id, y: key(p) })) });
    const bounds = p => (p.value === null || target === null ? null : [target, p.value]);
    const wide = this.element.clientWidth > 600;

    return {
      chart: {
        type: 'line', height: '100%', width: '100%', fontFamily: 'inherit', background: 'transparent', foreColor: paint.muted,
        animations: still, toolbar: { show: false }, zoom: still, selection: still, parentHeightOffset: 0,
        redrawOnParentResize: true, redrawOnWindowResize: true,
        events: { updated: () => this.finish() },
      },
      series: [
        { name: 'miss', type: 'rangeArea', ...at(bounds) },
        { name: 'volume', type: 'column', ...at(p => p.volume) },
        { name: 'value', type: 'line', ...at(p => p.value) },
      ],
      colors: [paint.miss, paint.volume, paint.text],
      fill: { type: 'solid', opacity: [0.2, 0.45, 1] },
      stroke: { curve: 'straight', width: [0, 0, 2], lineCap: 'round' },
      forecastDataPoints: { count: points.at(-1)?.isOpen ? 1 : 0, dashArray: 3, fillOpacity: 0.35 },
      plotOptions: { bar: { columnWidth: '56%', borderRadius: wide ? 2 : 0, borderRadiusApplication: 'end' } },
      markers: { size: 0, strokeWidth: 0, hover: { size: 4 } },
      states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
      dataLabels: still,
      legend: { show: false },
      grid: {
        borderColor: paint.line, padding: { left: 4, right: target === null ? 8 : wide ? 92 : 44, top: -12, bottom: 0 },
        xaxis: { lines: { show: false } }, yaxis: { lines: { show: true } },
      },
      xaxis: {
        type: 'category', tooltip: still, axisBorder: { show: false }, axisTicks: { show: false },
        crosshairs: { stroke: { color: paint.muted, width: 1, dashArray: 2 } },
        labels: {
          rotate: 0, hideOverlappingLabels: true, trim: false,
          style: { fontSize: '12.5px', colors: paint.muted },
          formatter: id => this.hourLabel(id),
        },
      },
      yaxis: [
        {
          seriesName: ['miss', 'value'], min: -stripShare * max, max, tickAmount: 6, forceNiceScale: false,
          labels: {
            style: { fontSize: '12.5px', colors: paint.muted }, minWidth: 34,
            formatter: value => (value < -0.0001 * max ? '' : this.axisLabel(value)),
          },
        },
        { seriesName: 'volume', show: false, min: 0, max: volume * (1 + stripShare) / stripShare * 1.1, forceNiceScale: false },
      ],
      annotations: {
        yaxis: target === null ? [] : [{
          y: target, borderColor: paint.text, strokeDashArray: 5, opacity: 1,
          label: {
            text: wide ? this.series.targetLabel : this.series.targetShort,
            position: 'right', textAnchor: 'start', offsetX: 2, offsetY: 7, borderWidth: 0,
            style: { background: 'transparent', color: paint.text, fontSize: '12.5px', padding: { left: 4, right: 4, top: 2, bottom: 2 } },
          },
        }],
      },
      tooltip: {
        shared: true, intersect: false, followCursor: false, theme: false,
        custom: ({ dataPointIndex }) => tooltip(points[dataPointIndex]),
      },
    };
  }

  // Hours alone, and no more of them than fit.
  hourLabel(id) {
    const { points } = this.series;
    const point = points.find(p => p.id === id);
    if (!point || point.hour === null) return '';
    const hours = points.filter(p => p.hour !== null);
    const every = Math.max(1, Math.ceil(hours.length * 56 / Math.max(200, this.element.clientWidth - 60)));
    return hours.indexOf(point) % every === 0 ? point.hour : '';
  }

  axisLabel(value) {
    if (this.series.axis === 'percent') return String(Math.round(value * 100));
    const seconds = Math.round(value);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  // The tint lies between line and target; only its part on the bad side of the target stays, up to the crossing itself.
  finish() {
    const area = this.element.querySelector('.apexcharts-rangeArea-series');
    const line = this.element.querySelector('.apexcharts-yaxis-annotations line');
    const grid = this.element.querySelector('.apexcharts-grid');
    if (!area || !line || !grid) return;
    const y = Number(line.getAttribute('y1'));
    const clip = svg('clipPath', { id: `trend-miss-${this.id ??= ++charts}` });
    const below = this.series.missesBelow;
    clip.append(svg('rect', { x: -50, y: below ? y : -50, width: 10000, height: below ? 10000 : y + 50 }));
    area.before(clip);
    area.setAttribute('clip-path', `url(#${clip.id})`);
  }
}

function colours(element) {
  const style = getComputedStyle(element);
  const read = name => style.getPropertyValue(name).trim();
  return { text: read('--text'), muted: read('--muted'), line: read('--line'), miss: read('--below'), volume: read('--faint') };
}

function tooltip(point) {
  const box = document.createElement('div');
  box.className = 'trend-tip';
  for (const text of [point.label, ...point.tip.split('\n')]) {
    const row = document.createElement('div');
    row.textContent = text;
    box.append(row);
  }
  return box.outerHTML;
}

function svg(name, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
