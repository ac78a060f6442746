// The confirmation of one report.
const number = location.pathname.split("/").pop();
const report = await (await fetch(`/api/reports/${number}`)).json();
document.getElementById("number").textContent = report.number;
document.getElementById("email").textContent = report.email;
