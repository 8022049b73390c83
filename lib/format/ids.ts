/** An id cut in the middle: the prefix, four characters, an ellipsis and the last four. A short one stays whole. */
export function shortenId(id: string, head = 4, tail = 4): string {
  const start = id.lastIndexOf("_") + 1 + head;
  return id.length <= start + tail + 1 ? id : `${id.slice(0, start)}…${id.slice(-tail)}`;
}
