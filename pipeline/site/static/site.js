"use strict";
// What the pages gain from JavaScript: a button that copies, and names and a zoom on the maps. All works without it.

for (const box of document.querySelectorAll(".copy")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.firstElementChild.textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  box.append(button);
}

for (const figure of document.querySelectorAll(".map")) {
  names(figure);
  if ("zoomable" in figure.dataset) zoom(figure);
}

// The name of a shape, shown beside it on hover, focus and the first tap; a second tap follows the link.
function names(figure) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  figure.append(tip);
  let shown = null;

  for (const title of figure.querySelectorAll("title")) title.remove();

  function show(shape) {
    if (shown) shown.classList.remove("on");
    shown = shape;
    tip.hidden = !shape;
    if (!shape) return;
    shape.classList.add("on");
    tip.textContent = shape.dataset.name;
    const around = figure.getBoundingClientRect();
    const mark = shape.querySelector(".dot.always, .area").getBoundingClientRect();
    const half = tip.offsetWidth / 2 + 4;
    const middle = mark.left + mark.width / 2 - around.left;
    const top = Math.max(mark.top - around.top, 0);
    tip.classList.toggle("below", top < 44);
    tip.style.left = `${Math.min(Math.max(middle, half), around.width - half)}px`;
    tip.style.top = `${top < 44 ? mark.bottom - around.top : top}px`;
  }

  for (const shape of figure.querySelectorAll(".shape")) {
    shape.addEventListener("mouseenter", () => show(shape));
    shape.addEventListener("mouseleave", () => show(null));
    shape.addEventListener("focus", () => show(shape));
    shape.addEventListener("blur", () => show(null));
    let touched = false;
    shape.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" && shown !== shape; });
    shape.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault();
      touched = false;
      show(shape);
    });
  }
}

// Buttons, keys and dragging move the window of the map; strokes and dots keep their size.
function zoom(figure) {
  const svg = figure.querySelector("svg");
  const whole = svg.viewBox.baseVal;
  const home = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  const deepest = 24;
  let box = { ...home };

  function look(next) {
    const width = Math.min(Math.max(next.width, home.width / deepest), home.width);
    const height = width * home.height / home.width;
    box = {
      width, height,
      x: Math.min(Math.max(next.x, home.x), home.x + home.width - width),
      y: Math.min(Math.max(next.y, home.y), home.y + home.height - height),
    };
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    closer.disabled = width <= home.width / deepest;
    farther.disabled = all.disabled = width >= home.width;
  }

  function scale(factor, x = box.x + box.width / 2, y = box.y + box.height / 2) {
    const width = Math.min(Math.max(box.width * factor, home.width / deepest), home.width);
    const ratio = width / box.width;
    look({ width, x: x - (x - box.x) * ratio, y: y - (y - box.y) * ratio });
  }

  const buttons = document.createElement("div");
  buttons.className = "zoom";
  const button = (sign, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    buttons.append(made);
    return made;
  };
  const closer = button("+", "Zoom in", () => scale(0.5));
  const farther = button("−", "Zoom out", () => scale(2));
  const all = button("⤢", "Show the whole map", () => look(home));
  figure.append(buttons);
  look(home);

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    scale(event.deltaY > 0 ? 1.25 : 0.8, at.x, at.y);
  }, { passive: false });

  svg.addEventListener("focusin", (event) => {
    const dot = event.target.querySelector(".dot");
    if (!dot || box.width >= home.width) return;
    const at = dot.getBBox();
    const inside = at.x > box.x && at.x < box.x + box.width && at.y > box.y && at.y < box.y + box.height;
    if (!inside) look({ ...box, x: at.x - box.width / 2, y: at.y - box.height / 2 });
  });

  let from = null;
  let moved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" && box.width >= home.width) return;
    from = { x: event.clientX, y: event.clientY, box: { ...box } };
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const pixel = from.box.width / svg.getBoundingClientRect().width;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!moved && Math.hypot(dx, dy) < 5) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    look({ ...from.box, x: from.box.x - dx * pixel, y: from.box.y - dy * pixel });
  });
  const end = () => { from = null; };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
  svg.addEventListener("click", (event) => { if (moved) event.preventDefault(); moved = false; }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}
