// @ts-check
// Buttons that copy the text beside them.

/** @param {ParentNode} root */
export function setUp(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    const text = button.closest("details")?.querySelector("[data-copy-text]")?.textContent;
    if (!text) continue;
    const label = button.textContent;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Đã chép";
      } catch {
        button.textContent = "Không chép được, hãy chọn chữ và chép tay";
      }
      setTimeout(() => { button.textContent = label; }, 3000);
    });
    button.removeAttribute("hidden");
  }
}
