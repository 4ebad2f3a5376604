// @ts-check
// Buttons that copy the text beside them.

/** @param {ParentNode} root */
export function setUp(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    const text = button.closest("details")?.querySelector("[data-copy-text]")?.textContent;
    if (!text) continue;
    const said = document.createElement("output");
    button.after(" ", said);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = "Đã chép.";
      } catch {
        said.textContent = "Không chép được, hãy chọn chữ và chép tay.";
      }
      setTimeout(() => { said.textContent = ""; }, 5000);
    });
    button.removeAttribute("hidden");
  }
}
