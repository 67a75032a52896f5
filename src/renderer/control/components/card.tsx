import { useId, type ReactNode } from 'react';

/** A titled group with one sentence that says what it is for. */
export function Card({
  title,
  sentence,
  id,
  children,
}: {
  title: string;
  sentence?: string;
  id?: string;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section className="card" aria-labelledby={titleId} id={id}>
      <header className="card-header">
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        {sentence && <p className="muted">{sentence}</p>}
      </header>
      {children}
    </section>
  );
}
