/** An id cut in the middle: the prefix, four characters, an ellipsis and the last four. A short one stays whole. */
export function shortenId(id: string, head = 4, tail = 4): string {
  const start = id.lastIndexOf("_") + 1 + head;
  return id.length <= start + tail + 1 ? id : `${id.slice(0, start)}…${id.slice(-tail)}`;
}

/** A name cut in the middle so that at most `most` characters are left: names of a batch differ at their end. */
export function shortenMiddle(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`;
}
