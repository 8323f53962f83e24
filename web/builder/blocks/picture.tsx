/** A picture, video or sound, with its description and caption. */

import "./picture.css";

import { useRef, useState } from "preact/hooks";

import { Icon } from "../icons";
import { MEDIA_TYPES, mediaAddress, mediaFiles, upload } from "../media";
import { SetField } from "../set_field";
import { edit } from "../state";
import { strings } from "../strings/strings";
import type { Block } from "../wire";

export function Picture({ block }: { block: Block }) {
  const path = String(block.fields.path ?? "");
  const dropped = (event: DragEvent): void => {
    const [file] = mediaFiles(event.dataTransfer);
    if (!file || block.foreign) return;
    event.preventDefault();
    event.stopPropagation();
    void replace(block.id, file);
  };
  const words = strings.blockFields;
  const [missing, setMissing] = useState("");
  const isShown = path !== "" && path !== missing;
  return (
    <figure class="picture" onDrop={dropped}>
      {isShown ? <Media block={block} path={path} failed={() => setMissing(path)} /> : null}
      {block.foreign ? null : <PickFile block={block} isEmpty={!isShown} missing={missing} />}
      <figcaption>
        <span class="picture-line picture-caption">
          <SetField
            block={block.id}
            field="title"
            value={String(block.fields.title ?? "")}
            label={words.caption}
            isReadOnly={block.foreign}
          />
        </span>
        <span class="picture-line">
          <Icon name="image" />
          <SetField
            block={block.id}
            field="alt"
            value={String(block.fields.alt ?? "")}
            label={words.alt}
            isReadOnly={block.foreign}
          />
        </span>
      </figcaption>
    </figure>
  );
}

const VIDEO = /\.(?:mp4|webm|mov|m4v|ogv)$/i;
const SOUND = /\.(?:mp3|ogg|oga|wav|m4a|flac|opus)$/i;

interface MediaProps {
  block: Block;
  path: string;
  failed(): void;
}

function Media({ block, path, failed }: MediaProps) {
  const alt = String(block.fields.alt ?? "");
  const address = mediaAddress(path);
  if (VIDEO.test(path)) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: the document has the captions that there are.
      <video src={address} aria-label={alt} controls preload="metadata" onError={failed} />
    );
  }
  if (SOUND.test(path)) {
    // biome-ignore lint/a11y/useMediaCaption: the document has the captions that there are.
    return <audio src={address} aria-label={alt} controls preload="metadata" onError={failed} />;
  }
  return <img src={address} alt={alt} draggable={false} loading="lazy" onError={failed} />;
}

interface PickProps {
  block: Block;
  /** Whether there is nothing to be seen. */
  isEmpty: boolean;
  /** The path at which nothing was found. */
  missing: string;
}

function PickFile({ block, isEmpty, missing }: PickProps) {
  const input = useRef<HTMLInputElement>(null);
  const words = strings.blockFields;
  return (
    <div class={isEmpty ? "picture-pick is-empty" : "picture-pick"}>
      {isEmpty && missing ? (
        <span class="picture-missing">{words.pictureMissing(missing)}</span>
      ) : null}
      <button type="button" class="button" onClick={() => input.current?.click()}>
        <Icon name="image" />
        {isEmpty ? words.picture : words.replacePicture}
      </button>
      {isEmpty ? <span>{words.pictureAbout}</span> : null}
      <input
        ref={input}
        type="file"
        accept={MEDIA_TYPES}
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void replace(block.id, file);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}

async function replace(block: string, file: File): Promise<void> {
  const value = await upload(file);
  if (value) await edit({ do: "set", block, field: "path", value });
}
