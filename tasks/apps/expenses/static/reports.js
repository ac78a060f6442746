// The table of reports.
import { day, fill, money } from "./app.js";

const reports = await (await fetch("/api/reports")).json();
const template = document.getElementById("row");
document.getElementById("empty").hidden = reports.length > 0;
document.getElementById("rows").replaceChildren(...reports.map((report) => {
  const part = fill(template, { ...report, trip_date: day(report.trip_date), amount: money(report.amount) });
  part.querySelector("a").href = `/reports/${report.number}`;
  return part;
}));
