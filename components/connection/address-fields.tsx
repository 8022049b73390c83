"use client";
import { useState } from "react";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";

export interface AddressChoice {
  readonly value: string;
  readonly label: string;
  /** By service; blank where the person types his own. */
  readonly urls: Readonly<Record<string, string>>;
}

/** A preset fills the addresses; each stays open for another one. */
export function AddressFields({ choices, errorOf }: { choices: readonly AddressChoice[]; errorOf: (name: string) => string | undefined }) {
  const [preset, setPreset] = useState(choices[0]?.value ?? "");
  const urls = choices.find(({ value }) => value === preset)?.urls ?? {};
  return (
    <>
      <Select label="Addresses" name="addressPreset" value={preset} onChange={(event) => setPreset(event.target.value)} options={choices.map(({ value, label }) => ({ value, label }))} />
      <div key={preset} className="grid gap-3 sm:grid-cols-2">
        {Object.entries(urls).map(([service, url]) => (
          <TextInput key={service} label={`Address of ${service}`} name={`${service}Url`} type="url" required maxLength={300} mono defaultValue={url} error={errorOf(`${service}Url`)} />
        ))}
      </div>
    </>
  );
}
