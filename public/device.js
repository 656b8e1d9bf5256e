// Work that would hold up the page, or that the browser does only for scripts: pictures made smaller, works locked with a
// passphrase and opened again. A worker for one task: it gets [task, ...what it needs] and answers once. No answer
// ("undefined") means that this browser cannot do it, and the page does it another way or says so.
"use strict";

// Quality of a written picture; the server writes it once more at 82.
const QUALITY = 0.9;
// Larger files are no photographs.
const MOST_BYTES = 64e6;

// Width and height from the first bytes, so that nothing is decoded that claims to be enormous. Null for what is none of
// the three kinds; zeros for what does not say its size.
function size(bytes) {
  const view = new DataView(bytes);
  const at = (place, length) => String.fromCharCode(...new Uint8Array(bytes, place, Math.max(0, Math.min(length, bytes.byteLength - place))));
  const three = (place) => view.getUint16(place, true) + view.getUint8(place + 2) * 65536 + 1;
  try {
    if (at(0, 8) === "\x89PNG\r\n\x1a\n") return [view.getUint32(16), view.getUint32(20)];
    if (at(0, 4) === "RIFF" && at(8, 4) === "WEBP") {
      const kind = at(12, 4);
      if (kind === "VP8X") return [three(24), three(27)];
      if (kind === "VP8 ") return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
      const bits = view.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
    }
    if (at(0, 3) !== "\xff\xd8\xff") return null;
    for (let place = 2; ;) {
      if (view.getUint8(place) !== 0xff) return [0, 0];
      const marker = view.getUint8(place + 1);
      if (marker === 0xff) place += 1;
      else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return [view.getUint16(place + 7), view.getUint16(place + 5)];
      else place += 2 + view.getUint16(place + 2);
    }
  } catch (end) {
    return [0, 0];
  }
}

// [media type, width, height, bytes], or the word for what is wrong with the file.
async function picture(file, longest, pixels) {
  if (file.size > MOST_BYTES) return "large";
  const bytes = await file.arrayBuffer();
  const sides = size(bytes);
  if (!sides) return "kind";
  if (sides[0] * sides[1] > pixels) return "large";
  if (!self.OffscreenCanvas || !self.createImageBitmap) return undefined;
  let bitmap;
  try {
    // Follows the orientation that the camera noted, as browsers do for pictures on a page.
    bitmap = await createImageBitmap(new Blob([bytes], { type: file.type }));
  } catch (refusal) {
    return "broken";
  }
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  // What is transparent would turn black in a JPEG.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  let blob = await canvas.convertToBlob({ type: "image/webp", quality: QUALITY });
  // A browser that cannot write WebP answers with a PNG.
  if (blob.type !== "image/webp") blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return [blob.type, width, height, new Uint8Array(await blob.arrayBuffer())];
}

const ROUNDS = 600000;
const written = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const read = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

async function key(passphrase, salt, rounds, use) {
  const typed = new TextEncoder().encode(passphrase.normalize("NFC").trim());
  const secret = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, secret, { name: "AES-GCM", length: 256 }, false, [use]);
}

// What a locked work keeps, as JSON.
async function lock(text, passphrase) {
  if (!self.crypto || !crypto.subtle) return undefined;
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const made = await key(passphrase, salt, ROUNDS, "encrypt");
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, made, new TextEncoder().encode(text)));
  let data = "";
  // In pieces whose length is a multiple of three, so that they join without padding.
  for (let place = 0; place < cipher.length; place += 3000) data += written(cipher.subarray(place, place + 3000));
  return JSON.stringify({ salt: written(salt), iv: written(iv), rounds: ROUNDS, data });
}

// The text of a locked work; nothing when the passphrase is another one.
async function unlock(held, passphrase) {
  if (!self.crypto || !crypto.subtle) return undefined;
  const { salt, iv, rounds, data } = JSON.parse(held);
  try {
    const made = await key(passphrase, read(salt), rounds, "decrypt");
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: read(iv) }, made, read(data)));
  } catch (refusal) {
    return "";
  }
}

const TASKS = { picture, lock, unlock };

addEventListener("message", async (event) => {
  const [task, ...needs] = event.data;
  let answer;
  try {
    answer = await TASKS[task](...needs);
  } catch (refusal) {
    // Such as no memory: the page tries its own way.
  }
  postMessage(answer);
});
