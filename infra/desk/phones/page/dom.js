// Elements without a library. Nothing here ever reads HTML: what a caller or a setting wrote is text.

// make returns an element. Of the properties, class, data-* and aria-* are attributes, on* listen.
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export const by = (id) => document.getElementById(id);

// write sets a text only where it differs: a screen reader would read it again.
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
export const clockTime = (date) => clockFormat.format(date);

export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// pretty sets a number of North America apart; others stay as they are.
export function pretty(number) {
  const digits = number.replace(/^\+?/, "");
  const north = digits.match(/^1(\d{3})(\d{3})(\d{4})$/);
  if (north) return `+1 ${north[1]} ${north[2]} ${north[3]}`;
  return /^\d{7,}$/.test(digits) ? `+${digits}` : number;
}
