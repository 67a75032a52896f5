/**
 * Calls `onChange` when the person takes a permission back or gives it. Systems that don't tell the browser end the
 * track instead, or give zeros.
 * @returns a function that ends the watch
 */
export function watchPermission(
  permissions: Permissions,
  name: PermissionName,
  onChange: (isDenied: boolean) => void,
): () => void {
  let status: PermissionStatus | undefined;
  let isOver = false;
  const tell = (): void => {
    if (status) onChange(status.state === 'denied');
  };
  permissions.query({ name }).then(
    (found) => {
      if (isOver) return;
      status = found;
      status.addEventListener('change', tell);
    },
    // A browser that can't say is one that won't tell.
    () => undefined,
  );
  return () => {
    isOver = true;
    status?.removeEventListener('change', tell);
  };
}
