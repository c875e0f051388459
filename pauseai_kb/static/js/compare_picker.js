// Holds further boxes back once as many are ticked as can stand side by side, and says so.
// Without this file the answer says the same.

for (const form of document.querySelectorAll("form[data-most]")) {
  const boxes = [...form.querySelectorAll("input[name=instrument]")];
  const said = form.querySelector("[role=status]");
  const look = () => {
    const isFull = boxes.filter((box) => box.checked).length >= Number(form.dataset.most);
    for (const box of boxes) box.disabled = isFull && !box.checked;
    said.textContent = isFull ? form.dataset.full : "";
  };
  form.addEventListener("change", look);
  addEventListener("pageshow", look); // a browser that goes back keeps what was ticked
}
