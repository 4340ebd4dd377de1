// Writes a zip file: the same bytes of the same files, whenever and wherever it is made.

import { deflateRawSync } from "node:zlib";

/** A zip of files by their names, in the order of these. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, content] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const called = Buffer.from(name, "utf8");
    const packed = deflateRawSync(content, { level: 9 });
    const head = header(called, content, packed);
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), head, called]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    const madeBy = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from("504b0102", "hex"), madeBy, head, where, called]));
    parts.push(local, packed);
    at += local.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("504b0506", 0, "hex");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

/** What both headers of a file say: version, flags (names in UTF-8), deflated, 1980-01-01, checksum, sizes, lengths. */
function header(called, content, packed) {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(0x0800, 2);
  head.writeUInt16LE(8, 4);
  head.writeUInt16LE(0, 6);
  head.writeUInt16LE(0x21, 8);
  head.writeUInt32LE(crc32(content), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(content.length, 18);
  head.writeUInt16LE(called.length, 22);
  return head;
}

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(content) {
  let c = 0xffffffff;
  for (const byte of content) c = TABLE[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
