// Draws charts from the JSON beside them. Their table stays what it is.
const COLOURS = ["#0b6e4f", "#8a4fff", "#b3541e"];
const DASHES = [[], [6, 4], [2, 3]];

for (const place of document.querySelectorAll("[data-chart]")) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.hidden = false;
  new window.Chart(place.querySelector("canvas"), {
    type: data.kind,
    data: {
      labels: data.labels,
      datasets: data.lines.map((line, at) => ({
        label: line.name,
        data: line.values,
        borderColor: COLOURS[at % COLOURS.length],
        backgroundColor: COLOURS[at % COLOURS.length],
        borderDash: DASHES[at % DASHES.length],
        borderWidth: 2,
        pointRadius: 0,
        pointHitRadius: 12,
        tension: 0,
      })),
    },
    options: {
      animation: still ? false : { duration: 200 },
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      scales: {
        y: { beginAtZero: true, ticks: { precision: 0 } },
        x: { ticks: { maxTicksLimit: 8, maxRotation: 0 } },
      },
      plugins: { legend: { display: data.lines.length > 1, position: "bottom" } },
    },
  });
}
