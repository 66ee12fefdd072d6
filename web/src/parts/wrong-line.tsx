/** What could not be done, beneath what was tried. */
export function WrongLine({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p className="field-wrong" role="alert">
      {text}
    </p>
  );
}
