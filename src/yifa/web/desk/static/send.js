// What is sent in large: how far it is, and an end when the net gives no sign of life.

//: seconds without a byte after which the net is given up
const STILL = 60;

/** The request when it is over, however it ended; ``status`` 0 where no answer came. */
export function send(address, data, headers, progress) {
  return new Promise((over) => {
    const request = new XMLHttpRequest();
    let watch;
    const alive = () => { clearTimeout(watch); watch = setTimeout(() => request.abort(), STILL * 1000); };
    request.upload.addEventListener("progress", (step) => { alive(); progress(Math.floor((100 * step.loaded) / step.total), step.total); });
    request.addEventListener("progress", alive);
    request.addEventListener("loadend", () => { clearTimeout(watch); over(request); });
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    alive();
    request.send(data);
  });
}
