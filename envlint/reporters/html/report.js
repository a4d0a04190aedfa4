"use strict";
(() => {
  const form = document.getElementById("filter");
  const field = (name) => document.getElementById(name);
  const chosen = (name) => (field(name)?.selectedIndex > 0 ? field(name).value : "");
  const all = (selector, inside = document) => Array.from(inside.querySelectorAll(selector));
  const words = (text) => new Set((text || "").split(" "));
  const show = (element, visible) => {
    if (element.hidden === visible) element.hidden = !visible;
    return visible;
  };

  // Children and not selectors: one that looks for a class in a row may walk the whole table, for every row.
  const rows = all("#matrix tbody tr").map((element, index) => {
    const [name, ...cells] = element.children;
    const links = Array.from(cells.pop().children);
    return {
      element,
      index,
      name: name.querySelector("summary").textContent,
      missing: words(element.dataset.missing),
      codes: words(element.dataset.codes),
      worst: Number(element.dataset.worst),
      severities: new Set(links.map((link) => link.classList[1])),
      counts: cells.map((cell) => Number(cell.dataset.count)),
      links: links.length,
    };
  });
  const groups = all(".severity").flatMap((block) =>
    all(".check", block).map((element) => ({
      element,
      block,
      code: element.dataset.code,
      entry: document.querySelector(`.contents [href="#${element.id}"]`)?.parentElement,
      severity: block.classList[1],
      findings: all(".finding", element).map((finding) => ({
        element: finding,
        text: finding.textContent.toLowerCase(),
        variable: finding.dataset.variable,
        services: (finding.dataset.service || "").split(", "),
        tier: finding.dataset.tier || "",
      })),
    })),
  );
  const findings = groups.reduce((sum, group) => sum + group.findings.length, 0);

  const apply = () => {
    const text = field("text").value.trim().toLowerCase();
    const [severity, code, service, tier, missing] = ["severity", "code", "service", "tier", "missing"].map(chosen);
    const found = Boolean(field("found")?.checked);
    const lacking = new Set();
    let [shownRows, shownFindings] = [0, 0];
    for (const row of rows) {
      if (missing && row.missing.has(missing)) lacking.add(row.name);
      const fits =
        (!text || row.name.toLowerCase().includes(text)) &&
        (!code || row.codes.has(code)) &&
        (!severity || row.severities.has(severity)) &&
        (!missing || row.missing.has(missing)) &&
        (!found || row.links > 0);
      shownRows += show(row.element, fits);
    }
    const blocks = new Map();
    for (const group of groups) {
      const asked = (!code || group.code === code) && (!severity || group.severity === severity);
      let left = 0;
      for (const each of group.findings) {
        const fits =
          asked &&
          (!text || each.text.includes(text)) &&
          (!service || each.services.includes(service)) &&
          (!tier || !each.tier || each.tier === tier) &&
          (!missing || lacking.has(each.variable));
        left += show(each.element, fits);
      }
      show(group.element, left > 0);
      if (group.entry) show(group.entry, left > 0);
      blocks.set(group.block, (blocks.get(group.block) || 0) + left);
      shownFindings += left;
    }
    blocks.forEach((left, block) => show(block, left > 0));
    all(".nothing").forEach((note) => {
      const [left, of] = note.nextElementSibling.matches("table") ? [shownRows, rows.length] : [shownFindings, findings];
      show(note, of > 0 && left === 0);
    });
    const active = text || code || severity || service || tier || missing || found;
    const counted = (left, of, noun) => `${active ? `${left} of ` : ""}${of} ${noun}${of === 1 ? "" : "s"}`;
    const counts = [counted(shownFindings, findings, "finding")];
    if (rows.length) counts.push(counted(shownRows, rows.length, "variable"));
    field("shown").textContent = counts.join(", ");
    return Boolean(active);
  };
  const clear = () => {
    form.reset();
    apply();
  };

  const order = (key, column) => {
    if (key === "name") return (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name));
    if (key === "findings") return (a, b) => a.worst - b.worst || a.links - b.links;
    return (a, b) => a.counts[column] - b.counts[column];
  };
  const sort = (heads, head, column) => {
    const before = head.getAttribute("aria-sort");
    const first = head.dataset.key === "findings" ? "descending" : "ascending";
    const other = first === "ascending" ? "descending" : "ascending";
    const direction = before === first ? other : first;
    const compare = order(head.dataset.key, column);
    const sign = direction === "ascending" ? 1 : -1;
    heads.forEach((each) => each.setAttribute("aria-sort", each === head ? direction : "none"));
    rows.sort((a, b) => sign * compare(a, b) || a.index - b.index);
    const body = document.querySelector("#matrix tbody");
    const table = body.parentElement;
    body.remove();
    body.append(...rows.map((row) => row.element));
    table.append(body);
  };
  const heads = all("#matrix thead th");
  heads.forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(heads, head, index - 1));
    head.append(button);
  });

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (form && target.closest("[hidden]")) clear();
    for (let each = target; each; each = each.parentElement) if (each.matches("details")) each.open = true;
    if (target.matches("tr")) target.querySelector("details").open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();
  if (!form) return;

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
  document.querySelector(".services")?.addEventListener("click", (event) => {
    const way = event.target.closest("a");
    if (!way) return;
    form.reset();
    for (const name of ["service", "tier"]) if (field(name) && way.dataset[name]) field(name).value = way.dataset[name];
    apply();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "/" && !event.target.closest("input, select, textarea")) {
      event.preventDefault();
      field("text").focus();
      field("text").select();
    } else if (event.key === "Escape" && !apply() && event.target === field("text")) {
      field("text").blur();
    } else if (event.key === "Escape") {
      clear();
    }
  });
  new ResizeObserver(() => {
    const sticky = getComputedStyle(form.parentElement).position === "sticky";
    document.documentElement.style.setProperty("--bar", sticky ? `${form.offsetHeight}px` : "0px");
  }).observe(form);
})();
