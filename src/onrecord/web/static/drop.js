// Files can be dropped anywhere on the page that adds: they go into the form's own field, which sends them as always.
const form = document.querySelector("form[data-drop]");
const field = form?.querySelector("input[type=file]");
const said = document.getElementById("said");

function tell() {
  const names = [...field.files].map((file) => file.name);
  const some = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  said.textContent = names.length ? `Chosen: ${some}.` : "No file is chosen.";
}

function has(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}

if (field) {
  let depth = 0;
  const mark = (on) => form.classList.toggle("dropping", on);
  document.addEventListener("dragenter", (event) => {
    if (has(event)) mark(++depth > 0);
  });
  document.addEventListener("dragleave", (event) => {
    if (has(event)) mark((depth = Math.max(0, depth - 1)) > 0);
  });
  document.addEventListener("dragover", (event) => {
    if (has(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!has(event)) return;
    event.preventDefault();
    mark((depth = 0) > 0);
    const all = new DataTransfer();
    for (const file of [...field.files, ...event.dataTransfer.files]) all.items.add(file);
    field.files = all.files;
    field.focus();
    tell();
  });
  field.addEventListener("change", tell);
}
