import { TextInput, type TextInputProps } from "./text-input";

/** Plain text with the unit inside: the server reads the decimal, so nothing is rounded on the way. */
export function MoneyInput({ unit = "USDC", placeholder = "0.00", ...rest }: TextInputProps) {
  return <TextInput type="text" inputMode="decimal" unit={unit} placeholder={placeholder} {...rest} />;
}
