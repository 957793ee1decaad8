(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = id => document.getElementById(id);
  root.classList.add("scripted");

  // Light and dark: what was chosen here wins over what the system wants.
  const stored = () => { try { return localStorage.getItem("gouji-theme"); } catch { return null; } };
  const keep = theme => { try { localStorage.setItem("gouji-theme", theme); } catch { /* a page from disk may not */ } };
  const asked = new URLSearchParams(location.search).get("theme") || stored();
  if (asked === "light" || asked === "dark") root.dataset.theme = asked;
  const button = document.querySelector(".theme");
  if (button) button.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep(root.dataset.theme);
  });

  // Which findings and records cite which figure, read off the links of the panels.
  const cited = new Map();
  for (const link of all(".side a.fig")) {
    const owner = link.closest("[data-name]");
    if (!owner) continue;
    const figure = link.getAttribute("href").slice(1);
    if (!cited.has(figure)) cited.set(figure, new Set());
    cited.get(figure).add(owner.id);
  }

  const pieces = element => {
    const target = element.getAttribute("id");
    const record = target && target.includes("-") ? target.split("-")[0] : null;
    // An empty cell has nothing to flash but itself.
    if (!element.textContent && element.closest(".text")) return [element.closest("td,th,p") || element];
    if (!record || !element.closest(".text")) return [element];
    const found = [element];
    for (const each of all(`.text a[href="#${record}"], .text a[data-r~="${record}"]`)) found.push(each);
    return found;
  };
  const flash = element => {
    for (const each of pieces(element)) {
      each.classList.remove("flash");
      void each.offsetWidth;
      each.classList.add("flash");
      setTimeout(() => each.classList.remove("flash"), 1700);
    }
  };
  const show = id => {
    const element = byId(id);
    if (!element) return false;
    for (let up = element.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (let up = element; up && !up.matches("section"); up = up.parentElement) up.hidden = false;
    element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    if (element.matches("a,button")) element.focus({ preventScroll: true });
    flash(element);
    return true;
  };
  const go = id => {
    if (!show(id)) return;
    try { history.pushState(null, "", "#" + id); } catch { /* not allowed everywhere */ }
  };
  addEventListener("popstate", () => { if (location.hash) show(decodeURIComponent(location.hash.slice(1))); });

  // A place with several records asks which one is meant.
  let pop = null;
  let opener = null;
  const close = () => {
    if (!pop) return;
    pop.remove();
    pop = null;
    if (opener) opener.focus({ preventScroll: true });
    opener = null;
  };
  const label = id => {
    const element = byId(id);
    const badge = element.querySelector(".badge");
    const heading = element.closest("section")?.querySelector("h2")?.firstChild?.textContent || "";
    return [badge ? badge.textContent : heading, element.dataset.name || id];
  };
  const ask = (from, ids) => {
    close();
    opener = from;
    pop = document.createElement("div");
    pop.className = "pop";
    pop.setAttribute("role", "dialog");
    pop.setAttribute("aria-label", document.body.dataset.links);
    for (const id of ids) {
      const [kind, name] = label(id);
      const link = document.createElement("a");
      link.href = "#" + id;
      const told = document.createElement("span");
      told.className = "k";
      told.textContent = kind;
      link.append(told, name);
      pop.append(link);
    }
    document.body.append(pop);
    const box = from.getBoundingClientRect();
    pop.style.top = `${scrollY + box.bottom + 6}px`;
    pop.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - pop.offsetWidth - 12))}px`;
    pop.firstElementChild.focus({ preventScroll: true });
  };
  const answers = link => {
    const ids = new Set([link.getAttribute("href").slice(1)]);
    for (const id of cited.get(link.id) || []) ids.add(id);
    for (const id of (link.dataset.r || "").split(" ")) if (id) ids.add(id);
    return [...ids].filter(byId);
  };

  document.addEventListener("click", event => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) { if (pop && !pop.contains(event.target)) close(); return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey || link.closest("nav,.skip")) return;
    event.preventDefault();
    if (link.closest(".text")) {
      const ids = answers(link);
      if (ids.length > 1) { ask(link, ids); return; }
    }
    const id = link.getAttribute("href").slice(1);
    opener = null;
    close();
    go(id);
  });
  document.addEventListener("keydown", event => { if (event.key === "Escape") close(); });

  // Filters.
  for (const form of all("form[data-filters]")) {
    const section = form.closest("section");
    const items = all("[data-status],[data-kind]", section);
    const output = form.querySelector("output");
    const apply = () => {
      const statuses = all('input[name="status"]', form);
      const allowed = new Set(statuses.filter(box => box.checked).map(box => box.value));
      let shown = 0;
      for (const item of items) {
        const fits = (!statuses.length || allowed.has(item.dataset.status))
          && all("select", form).every(each => !each.value || item.dataset[each.name] === each.value);
        item.hidden = !fits;
        shown += fits;
      }
      // A cluster of which nothing is shown has nothing to say.
      for (const each of all(".cluster", section)) each.hidden = !each.querySelector(".card:not([hidden])");
      if (output) output.textContent = output.dataset.text.replace("{n}", shown);
    };
    form.addEventListener("change", apply);
    form.addEventListener("submit", event => event.preventDefault());
    form.reset();
  }

  addEventListener("beforeprint", () => { for (const each of all("details")) each.open = true; });
  if (location.hash) show(decodeURIComponent(location.hash.slice(1)));
})();
