// A file dropped beside what takes files would make the browser leave the page for it, and what was typed would be lost. From the
// start, files are refused everywhere; what takes them says so after this. Texts and links are none of our business.
/** @param {DragEvent} event */
const refuse = (event) => {
  const data = event.dataTransfer;
  if (!data?.types.includes('Files') || event.defaultPrevented) return;
  event.preventDefault();
  data.dropEffect = 'none';
};
addEventListener('dragover', refuse);
addEventListener('drop', refuse);
