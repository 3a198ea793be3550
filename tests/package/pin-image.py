# SPDX-License-Identifier: GPL-2.0-or-later
# pin-image.py FOLDER TEXT ARCHITECTURE…: an OCI image layout with an image of each architecture whose
# layer holds TEXT, in an index unless there is one; prints the digest of what its tag `it` is.
import hashlib
import io
import json
import os
import sys
import tarfile

OCI = "application/vnd.oci.image."
folder, text, architectures = sys.argv[1], sys.argv[2], sys.argv[3:]
os.makedirs(folder + "/blobs/sha256")


def keep(content, kind, **more):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    digest = hashlib.sha256(data).hexdigest()
    with open(folder + "/blobs/sha256/" + digest, "wb") as blob:
        blob.write(data)
    return {"mediaType": OCI + kind, "digest": "sha256:" + digest, "size": len(data), **more}


def layer():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("text")
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


def image(architecture):
    kept = keep(layer(), "layer.v1.tar")
    platform = {"os": "linux", "architecture": architecture}
    config = {**platform, "config": {}, "rootfs": {"type": "layers", "diff_ids": [kept["digest"]]}}
    manifest = {"schemaVersion": 2, "mediaType": OCI + "manifest.v1+json",
                "config": keep(config, "config.v1+json"), "layers": [kept]}
    return keep(manifest, "manifest.v1+json", platform=platform)


images = [image(architecture) for architecture in architectures]
top = images[0]
if len(images) > 1:
    index = {"schemaVersion": 2, "mediaType": OCI + "index.v1+json", "manifests": images}
    top = keep(index, "index.v1+json")
top["annotations"] = {"org.opencontainers.image.ref.name": "it"}
with open(folder + "/index.json", "w", encoding="utf-8") as file:
    json.dump({"schemaVersion": 2, "manifests": [top]}, file)
with open(folder + "/oci-layout", "w", encoding="utf-8") as file:
    file.write('{"imageLayoutVersion": "1.0.0"}')
print(top["digest"])
