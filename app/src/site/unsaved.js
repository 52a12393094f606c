// Asks before a page is left on which something was typed into a form, unless that form is what leaves it: what is
// typed in one form is not lost by sending another. Messages are kept as drafts, and what was cancelled is not asked for.
const isChanged = (field) => {
  if (field.closest("#compose, dialog:not([open])")) return false;
  switch (field.type) {
    case "hidden":
      return false;
    case "checkbox":
    case "radio":
      return field.checked !== field.defaultChecked;
    case "file":
      return field.files.length > 0;
    case "select-one": {
      const chosen = [...field.options].findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(chosen, 0);
    }
    default:
      return "defaultValue" in field && field.value !== field.defaultValue;
  }
};
let sent;
addEventListener("submit", (event) => {
  if (!event.defaultPrevented) sent = event.target;
});
addEventListener("beforeunload", (event) => {
  const others = [...document.forms].filter((form) => form.method === "post" && form !== sent);
  sent = undefined;
  if (others.some((form) => [...form.elements].some(isChanged))) event.preventDefault();
});
