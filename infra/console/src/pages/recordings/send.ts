import { answer, type Api, type Schemas } from "../../api/client";

// send uploads a file and makes a prompt of it: an address is asked for, the file goes there, and the API takes it. A tag is the
// version whose place it takes; without one the prompt is new.
export async function send(api: Api, id: string, file: File, description: string, tag: string | undefined, onProgress: (percent: number) => void): Promise<Schemas["Saved"]> {
  const upload = answer(await api.POST("/uploads"));
  await put(upload.address, file, onProgress);
  const headers: Record<string, string> = tag ? { "If-Match": tag } : { "If-None-Match": "*" };
  const body = { upload: upload.upload, description: description || undefined };
  return answer(await api.POST("/prompts/{id}/recording", { params: { path: { id } }, body, headers })) as Schemas["Saved"];
}

// fetch tells nothing of how much it has sent; this does.
function put(address: string, file: File, onProgress: (percent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((event.loaded / event.total) * 100));
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`${request.status} ${request.responseText.slice(0, 200)}`)));
    request.onerror = () => reject(new Error("network"));
    request.open("PUT", address);
    request.send(file);
  });
}
