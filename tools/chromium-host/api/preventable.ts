/** An event main may forbid, as Electron's are: with `preventDefault()`. */
export function preventable<Details extends object>(details: Details) {
  let prevented = false;
  return {
    ...details,
    preventDefault: (): void => {
      prevented = true;
    },
    get defaultPrevented(): boolean {
      return prevented;
    },
  };
}
