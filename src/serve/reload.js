// Chờ máy chủ xem thử báo có bản mới, rồi tải lại trang.
const shown = document.currentScript.dataset.version;
(async () => {
  for (;;) {
    try {
      const answer = await fetch(`/_congkhai/wait/${shown}`, { cache: "no-store" });
      if (answer.ok) {
        if ((await answer.text()) !== shown) {
          location.reload();
          return;
        }
        continue;
      }
    } catch {
      // Máy chủ đang tắt: thử lại sau.
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
})();
