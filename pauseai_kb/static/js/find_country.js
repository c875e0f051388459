// Offers names while somebody types: a plain <datalist>, so keyboard and screen reader know it.
// Without this file the form works all the same.

const MOST = 8;
const PLAIN = { ø: "o", æ: "ae", œ: "oe", ß: "ss", ł: "l", đ: "d", ı: "i" };

// As `fold` in treaties/names.py: lower case, without marks.
const fold = (text) =>
  text
    .replaceAll("’", "'")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[øæœßłđı]/g, (letter) => PLAIN[letter]);

// Rows of [name shown, name found by, the same folded].
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) return [];
  const { names } = await answer.json();
  return names.flatMap((all) => all.map((name) => [all[0], name, fold(name)]));
}

function matches(rows, words) {
  const begins = rows.filter(([, , key]) => key.startsWith(words));
  const inside = rows.filter(([, , key]) => key.includes(` ${words}`));
  const shown = new Map();
  for (const [name, found] of [...begins, ...inside]) {
    if (!shown.has(name)) shown.set(name, found);
    if (shown.size === MOST) break;
  }
  return shown;
}

function offer(list, shown) {
  list.replaceChildren(
    ...[...shown].map(([name, found]) => {
      const option = document.createElement("option");
      option.value = found;
      if (name !== found) option.label = `${found} – ${name}`;
      return option;
    }),
  );
}

for (const field of document.querySelectorAll("input[data-names]")) {
  let rows;
  const fetched = () => (rows ??= load(field.dataset.names).catch(() => []));
  field.addEventListener("focus", fetched, { once: true });
  field.addEventListener("input", async () => {
    const words = fold(field.value.trim());
    const found = await fetched();
    offer(field.list, words ? matches(found, words) : new Map());
  });
}
