// The one door to the chart library: create(id, element, series, owner), then update(id, patch) and dispose(id).
// The library draws the line of what has ended, the grid and the axis of the values; all else is trend-overlay.js's.
// Texts, labels and numbers arrive formatted in the site's zone and the reader's language; nothing is calculated here.
import ApexCharts from '../lib/apexcharts/apexcharts.esm.js';
import { TrendOverlay } from '../js/trend-overlay.js';

const stripShare = 0.2; // volumes get their own strip under the axis: a fifth of the axis' height

const charts = new Map(); // by the id that a component has given its own

/**
 * owner is told of a chosen part of the chart: owner.invokeMethodAsync('Zoom', firstId, lastId). Without one there is no zoom. An element that has
 * left the page meanwhile gets no chart.
 */
export async function create(id, element, series, owner = null) {
  dispose(id);
  if (!element?.isConnected) return;
  const chart = new TrendChart(element, series, owner);
  charts.set(id, chart);
  await chart.drawn;
}

export async function update(id, patch) {
  await charts.get(id)?.update(patch);
}

export function dispose(id) {
  const chart = charts.get(id);
  charts.delete(id);
  chart?.dispose();
}

class TrendChart {
  constructor(element, series, owner) {
    this.element = element;
    this.series = series; // create's payload is a whole one
    // whoever leaves the page while choosing has nobody to be told
    this.overlay = new TrendOverlay(element, owner && ((first, last) => owner.invokeMethodAsync('Zoom', first, last).catch(() => {})));
    // The library takes its height from the parent of the element that it draws in.
    this.chart = new ApexCharts(this.overlay.canvas, this.options());
    this.drawn = this.chart.render().then(() => this.finish());
    // The theme is an attribute of the root element, or the system's choice.
    this.repaint = () => this.redraw();
    this.themes = new MutationObserver(this.repaint);
    this.themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast', 'class', 'style'] });
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
    clearTimeout(chart.w.globals.resizeTimer); // an element that goes has changed its size, and the library would draw on it
    this.overlay.dispose();
  }

  /** Whether there is a chart and a page that it is on: either may have gone while something was awaited. */
  get isThere() { return this.chart !== null && this.element.isConnected; }

  redraw() {
    this.drawn = this.drawn.then(async () => {
      if (!this.isThere) return;
      await this.chart.updateOptions(this.options(), false, false, false);
      this.finish();
    });
    return this.drawn;
  }

  options() {
    const { points, target, max } = this.series;
    const paint = colours(this.element);
    const still = { enabled: false };

    return {
      chart: {
        type: 'line', height: '100%', width: '100%', fontFamily: 'inherit', background: 'transparent', foreColor: paint.muted,
        animations: still, toolbar: { show: false }, zoom: still, selection: still, parentHeightOffset: 0,
        redrawOnParentResize: true, redrawOnWindowResize: true,
        events: { updated: () => this.finish() },
      },
      series: [{ name: 'value', data: points.map(p => ({ x: p.id, y: p.isOpen ? null : p.value })) }],
      colors: [paint.text],
      stroke: { curve: 'straight', width: 1.5, lineCap: 'round' },
      markers: { size: 0, strokeWidth: 0, hover: { size: 0 } },
      states: { hover: { filter: { type: 'none' } }, active: { filter: { type: 'none' } } },
      dataLabels: still,
      legend: { show: false },
      tooltip: still,
      grid: {
        borderColor: paint.line, padding: { left: 14, right: this.isWide ? 98 : target === null ? 14 : 36, top: -12, bottom: -6 },
        xaxis: { lines: { show: false } }, yaxis: { lines: { show: true } },
      },
      xaxis: {
        type: 'category', tooltip: still, axisBorder: { show: false }, axisTicks: { show: false }, crosshairs: { show: false },
        labels: { show: false },
      },
      yaxis: {
        min: -stripShare * max, max, tickAmount: 6, forceNiceScale: false,
        labels: {
          style: { fontSize: '12.5px', colors: paint.muted }, minWidth: 22,
          formatter: value => (value < -0.0001 * max ? '' : this.axisLabel(value)),
        },
      },
    };
  }

  /** Whether there is room for words beside the plot. */
  get isWide() { return this.element.clientWidth > 600; }

  axisLabel(value) {
    if (this.series.axis === 'count') return String(Math.round(value));
    if (this.series.axis === 'percent') return String(Math.round(value * 100));
    const seconds = Math.round(value);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  finish() {
    if (!this.isThere) return;
    const { gridWidth: width, gridHeight: height, translateX: left, translateY: top, svgWidth, svgHeight } = this.chart.w.globals;
    // with it paper can scale the three drawings together
    for (const drawing of [this.overlay.under, this.overlay.canvas.querySelector('svg'), this.overlay.over]) drawing?.setAttribute('viewBox', `0 0 ${svgWidth} ${svgHeight}`);
    this.overlay.draw(this.series, { isWide: this.isWide, left, top, width, height, lowest: -stripShare * this.series.max, highest: this.series.max });
  }
}

function colours(element) {
  const style = getComputedStyle(element);
  const read = name => style.getPropertyValue(name).trim();
  return { text: read('--text'), muted: read('--muted'), line: read('--line') };
}
