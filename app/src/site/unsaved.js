// Asks before a page is left on which something was typed into a form, unless that form is what leaves it: what is
// typed in one form is not lost by sending another. What is searched for, what was cancelled and messages that are kept as
// drafts are not asked for; what came back with a mistake is.
const isChanged = (field) => {
  if (field.closest("dialog:not([open])")) return false;
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
  const forms = document.querySelectorAll("form[method=post]:not([role=search], [data-kept])");
  const others = [...forms].filter((form) => form !== sent);
  sent = undefined;
  const holds = (form) => "cameBack" in form.dataset || [...form.elements].some(isChanged);
  if (others.some(holds)) event.preventDefault();
});
