#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""compose-keys.py FOLDER PART/OF: writes FOLDER/N.yml, each with one key of the Compose Specification
and one value for it, so that both readers see each key with what it takes and with what it does not;
PART of each OF of them."""
import os
import sys

# Keys of a service with a good value each.
GOOD = {
    'annotations': '{a: b}', 'attach': 'true', 'blkio_config': '{weight: 300}', 'build': '{context: .}',
    'cap_add': '[SYS_TIME]', 'cap_drop': '[ALL]', 'cgroup': 'host', 'cgroup_parent': 'slice',
    'command': '[a, b]', 'configs': '[c]', 'container_name': 'tide', 'cpu_count': '2',
    'cpu_percent': '50', 'cpu_period': '100', 'cpu_quota': '100', 'cpu_rt_period': '100',
    'cpu_rt_runtime': '100', 'cpu_shares': '73', 'cpus': '0.5', 'cpuset': '"0,1"',
    'credential_spec': '{file: x.json}', 'depends_on': '[b]', 'deploy': '{replicas: 1}',
    'develop': '{watch: [{path: a, action: rebuild}]}', 'device_cgroup_rules': '["c 1:3 mr"]',
    'devices': '["/dev/a:/dev/b"]', 'dns': '9.9.9.9', 'dns_opt': '[use-vc]', 'dns_search': '[a.example]',
    'domainname': 'a.example', 'entrypoint': '/bin/a', 'environment': '{A: b}', 'expose': '["80"]',
    'external_links': '[x]', 'extra_hosts': '["a:10.0.0.1"]', 'gpus': 'all', 'group_add': '[users]',
    'healthcheck': '{test: [CMD, a]}', 'hostname': 'a', 'image': 'a:1', 'init': 'true', 'ipc': 'host',
    'isolation': 'default', 'labels': '{a: b}', 'links': '[b]', 'logging': '{driver: local}',
    'mac_address': '"02:42:ac:11:00:02"', 'mem_limit': '512m', 'mem_reservation': '256m',
    'mem_swappiness': '10', 'memswap_limit': '1g', 'network_mode': 'host', 'networks': '[n]',
    'oom_kill_disable': 'false', 'oom_score_adj': '100', 'pid': 'host', 'pids_limit': '100',
    'platform': 'linux/amd64', 'ports': '["80:80"]', 'privileged': 'false', 'pull_policy': 'missing',
    'read_only': 'true', 'restart': '"no"', 'runtime': 'runc', 'scale': '1', 'secrets': '[s]',
    'security_opt': '[no-new-privileges]', 'shm_size': '64m', 'stdin_open': 'true',
    'stop_grace_period': '10s', 'stop_signal': 'SIGTERM', 'storage_opt': '{size: 1G}',
    'sysctls': '{net.core.somaxconn: 1024}', 'tmpfs': '/run', 'tty': 'true', 'ulimits': '{nofile: 1024}',
    'user': '"1000"', 'userns_mode': 'host', 'uts': 'host', 'volumes': '["v:/data"]',
    'volumes_from': '[b]', 'working_dir': '/a',
}
# Below them: what stands in place of @.
NESTED = [
    'blkio_config: {weight: @}', 'blkio_config: {device_read_bps: @}',
    'blkio_config: {device_read_bps: [{path: /dev/a, rate: @}]}',
    'blkio_config: {weight_device: [{path: /dev/a, weight: @}]}', 'blkio_config: {@: 1}',
    'build: {context: @}', 'build: {context: ., args: @}', 'build: {context: ., cache_from: @}',
    'build: {context: ., no_cache: @}', 'build: {context: ., shm_size: @}',
    'build: {context: ., platforms: @}', 'build: {context: ., secrets: @}', 'build: {context: ., ulimits: @}',
    'build: {context: ., extra_hosts: @}', 'build: {@: 1}',
    'configs: [{source: @}]', 'configs: [{source: c, mode: @}]', 'configs: [{source: c, uid: @}]',
    'configs: [{source: c, @: 1}]', 'secrets: [{source: @}]', 'secrets: [{source: s, mode: @}]',
    'secrets: [{source: s, target: @}]', 'credential_spec: {file: @}',
    'depends_on: {b: @}', 'depends_on: {b: {condition: @}}',
    'depends_on: {b: {condition: service_started, required: @}}',
    'depends_on: {b: {condition: service_started, restart: @}}',
    'deploy: {mode: @}', 'deploy: {replicas: @}', 'deploy: {labels: @}', 'deploy: {@: 1}',
    'deploy: {resources: @}', 'deploy: {resources: {limits: @}}', 'deploy: {resources: {limits: {cpus: @}}}',
    'deploy: {resources: {limits: {memory: @}}}', 'deploy: {resources: {limits: {pids: @}}}',
    'deploy: {resources: {reservations: {memory: @}}}', 'deploy: {resources: {reservations: {devices: @}}}',
    'deploy: {resources: {reservations: {devices: [{capabilities: @}]}}}',
    'deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: @}]}}}',
    'deploy: {resources: {reservations: {devices: [{capabilities: [gpu], device_ids: @}]}}}',
    'deploy: {resources: {reservations: {generic_resources: @}}}',
    'deploy: {restart_policy: @}', 'deploy: {restart_policy: {condition: @}}',
    'deploy: {restart_policy: {delay: @}}', 'deploy: {restart_policy: {max_attempts: @}}',
    'deploy: {update_config: {parallelism: @}}', 'deploy: {update_config: {order: @}}',
    'deploy: {update_config: {max_failure_ratio: @}}', 'deploy: {rollback_config: {monitor: @}}',
    'deploy: {placement: @}', 'deploy: {placement: {constraints: @}}',
    'deploy: {placement: {max_replicas_per_node: @}}', 'develop: {watch: @}',
    'develop: {watch: [{path: a, action: @}]}', 'devices: [@]', 'devices: [{source: @}]',
    'environment: {A: @}', 'environment: [@]', 'expose: [@]', 'extra_hosts: [@]', 'extra_hosts: {a: @}',
    'gpus: [@]', 'gpus: [{count: @}]', 'gpus: [{capabilities: @}]', 'group_add: [@]',
    'healthcheck: {test: @}', 'healthcheck: {test: [@]}', 'healthcheck: {test: a, interval: @}',
    'healthcheck: {test: a, retries: @}', 'healthcheck: {test: a, start_period: @}',
    'healthcheck: {disable: @}', 'healthcheck: {@: 1}', 'labels: {a: @}', 'labels: [@]',
    'logging: {driver: @}', 'logging: {options: @}', 'logging: {options: {a: @}}',
    'networks: {n: @}', 'networks: {n: {aliases: @}}', 'networks: {n: {ipv4_address: @}}',
    'networks: {n: {priority: @}}', 'networks: {n: {driver_opts: @}}', 'networks: {n: {@: 1}}',
    'ports: [@]', 'ports: [{target: @}]', 'ports: [{target: 80, published: @}]',
    'ports: [{target: 80, mode: @}]', 'ports: [{target: 80, host_ip: @}]', 'security_opt: [@]',
    'storage_opt: {a: @}', 'sysctls: {a: @}', 'tmpfs: [@]', 'ulimits: {nofile: @}',
    'ulimits: {nofile: {soft: @, hard: 1}}', 'ulimits: {@: 1}', 'volumes: [@]', 'volumes: [{type: @, target: /a}]',
    'volumes: [{type: bind, source: /a, target: @}]', 'volumes: [{type: bind, source: @, target: /a}]',
    'volumes: [{type: bind, source: /a, target: /a, read_only: @}]',
    'volumes: [{type: bind, source: /a, target: /a, bind: @}]',
    'volumes: [{type: bind, source: /a, target: /a, bind: {create_host_path: @}}]',
    'volumes: [{type: bind, source: /a, target: /a, bind: {propagation: @}}]',
    'volumes: [{type: bind, source: /a, target: /a, bind: {recursive: @}}]',
    'volumes: [{type: bind, source: /a, target: /a, bind: {selinux: @}}]',
    'volumes: [{type: volume, source: v, target: /a, volume: {nocopy: @}}]',
    'volumes: [{type: tmpfs, target: /a, tmpfs: {size: @}}]',
    'volumes: [{type: tmpfs, target: /a, tmpfs: {mode: @}}]',
    'env_file: [{path: /dev/null, required: @}]', 'env_file: [{path: /dev/null, format: @}]',
    'env_file: [{path: /dev/null, @: 1}]', 'env_file: [/dev/null, {required: @}]', 'profiles: @', 'profiles: [@]',
    'build: {context: ., dockerfile: @}', 'build: {context: ., dockerfile_inline: @}', 'build: {context: ., ssh: @}',
    'build: {context: ., labels: @}', 'build: {context: ., cache_to: @}', 'build: {context: ., network: @}',
    'build: {context: ., pull: @}', 'build: {context: ., target: @}', 'build: {context: ., isolation: @}',
    'build: {context: ., privileged: @}', 'build: {context: ., tags: @}', 'build: {context: ., entitlements: @}',
    'build: {context: ., additional_contexts: @}', 'build: {context: ., args: {a: @}}',
    'build: {context: ., secrets: [{source: @}]}', 'develop: {watch: [{path: a, action: sync, target: @}]}',
    'develop: {watch: [{path: @, action: rebuild}]}', 'develop: {watch: [{path: a, action: rebuild, ignore: @}]}',
    'develop: {watch: [{path: a, action: rebuild, @: 1}]}', 'devices: [{source: /dev/a, target: @}]',
    'devices: [{source: /dev/a, target: /dev/a, permissions: @}]', 'credential_spec: {config: @}',
    'credential_spec: {registry: @}', 'credential_spec: {@: 1}', 'configs: [{source: c, target: @}]',
    'configs: [{source: c, gid: @}]', 'secrets: [{source: s, gid: @}]', 'secrets: [{source: s, @: 1}]',
    'networks: {n: {ipv6_address: @}}', 'networks: {n: {link_local_ips: @}}', 'networks: {n: {mac_address: @}}',
    'networks: {n: {driver_opts: {a: @}}}', 'networks: [@]', 'networks: {@: {}}', 'deploy: {endpoint_mode: @}',
    'deploy: {labels: {a: @}}', 'deploy: {labels: [@]}', 'deploy: {update_config: @}',
    'deploy: {update_config: {delay: @}}', 'deploy: {update_config: {failure_action: @}}',
    'deploy: {update_config: {monitor: @}}', 'deploy: {rollback_config: {parallelism: @}}',
    'deploy: {rollback_config: {order: @}}', 'deploy: {rollback_config: {@: 1}}',
    'deploy: {placement: {preferences: @}}', 'deploy: {placement: {preferences: [{spread: @}]}}',
    'deploy: {placement: {@: 1}}', 'deploy: {restart_policy: {window: @}}', 'deploy: {restart_policy: {@: 1}}',
    'deploy: {resources: {limits: {devices: @}}}', 'deploy: {resources: {limits: {@: 1}}}',
    'deploy: {resources: {reservations: {cpus: @}}}', 'deploy: {resources: {reservations: {@: 1}}}',
    'deploy: {resources: {reservations: {generic_resources: [{discrete_resource_spec: @}]}}}',
    'deploy: {resources: {reservations: {devices: [{capabilities: [gpu], driver: @}]}}}',
    'deploy: {resources: {reservations: {devices: [{capabilities: [gpu], options: @}]}}}',
    'healthcheck: {test: a, timeout: @}', 'healthcheck: {test: a, start_interval: @}', 'healthcheck: {test: [CMD, @]}',
    'logging: {@: 1}', 'ports: [{target: 80, protocol: @}]', 'ports: [{target: 80, name: @}]',
    'ports: [{target: 80, app_protocol: @}]', 'ports: [{target: 80, @: 1}]',
    'volumes: [{type: bind, source: /a, target: /a, consistency: @}]',
    'volumes: [{type: volume, source: v, target: /a, volume: {subpath: @}}]',
    'volumes: [{type: volume, source: @, target: /a}]', 'volumes: [{type: bind, source: /a, target: /a, @: 1}]',
    'volumes: [{type: bind, source: /a, target: /a, bind: {@: 1}}]', 'gpus: [{driver: @}]', 'gpus: [{options: @}]',
    'gpus: [{device_ids: @}]', 'dns: [@]', 'dns_opt: [@]', 'cap_add: [@]', 'command: [@]', 'links: [@]',
    'external_links: [@]', 'device_cgroup_rules: [@]', 'volumes_from: [@]', 'depends_on: [@]', 'annotations: {a: @}',
    'annotations: [@]', 'sysctls: [@]', 'extra_hosts: {a: [@]}', 'ulimits: {nofile: {soft: 1, hard: @}}',
    'ulimits: {nofile: {soft: 1, hard: 2, @: 1}}', 'stop_grace_period: @', 'post_start: @', 'pre_stop: @',
    'provider: @', 'models: @', 'use_api_socket: @',
]
TOP = [
    'networks: {m: @}', 'networks: {m: {driver: @}}', 'networks: {m: {driver_opts: @}}',
    'networks: {m: {driver_opts: {a: @}}}', 'networks: {m: {external: @}}', 'networks: {m: {internal: @}}',
    'networks: {m: {ipam: @}}', 'networks: {m: {ipam: {config: @}}}', 'networks: {m: {ipam: {config: [{subnet: @}]}}}',
    'networks: {m: {ipam: {options: @}}}', 'networks: {m: {labels: @}}', 'networks: {m: {attachable: @}}',
    'networks: {m: {enable_ipv6: @}}', 'networks: {m: {name: @}}', 'networks: {m: {@: 1}}', 'volumes: {w: @}',
    'volumes: {w: {driver: @}}', 'volumes: {w: {driver_opts: {a: @}}}', 'volumes: {w: {external: @}}',
    'volumes: {w: {external: true, driver: @}}', 'volumes: {w: {labels: @}}', 'volumes: {w: {name: @}}',
    'volumes: {w: {@: 1}}', 'secrets: {t: @}', 'secrets: {t: {file: @}}', 'secrets: {t: {environment: @}}',
    'secrets: {t: {external: @}}', 'secrets: {t: {file: ./x, environment: @}}', 'secrets: {t: {@: 1}}',
    'configs: {d: @}', 'configs: {d: {file: @}}', 'configs: {d: {content: @}}', 'configs: {d: {external: @}}',
    'configs: {d: {content: a, template_driver: @}}', 'configs: {d: {@: 1}}', 'name: @', 'version: @', 'x-own: @',
    'networks: {m: {ipam: {driver: @}}}', 'networks: {m: {ipam: {config: [{gateway: @}]}}}',
    'networks: {m: {ipam: {config: [{ip_range: @}]}}}', 'networks: {m: {ipam: {config: [{aux_addresses: @}]}}}',
    'networks: {m: {ipam: {config: [{@: 1}]}}}', 'networks: {m: {ipam: {@: 1}}}',
    'networks: {m: {external: true, name: @}}', 'volumes: {w: {external: {name: @}}}', 'volumes: {w: {driver_opts: @}}',
    'secrets: {t: {file: ./x, name: @}}', 'secrets: {t: {file: ./x, labels: @}}', 'secrets: {t: {driver: @}}',
    'configs: {d: {content: a, name: @}}', 'configs: {d: {content: a, labels: @}}', 'configs: {d: {environment: @}}',
    'services: {z: {image: @}}', 'models: @', 'include: @', 'services: {z: @}', 'services: {z: {image: a, @: 1}}',
]
VALUES = ['word', '', '5', '-1', '1.5', '"5"', '"5x"', '"10s"', '"64m"', 'true', '"yes"', '2026-01-02', '[]',
          '[a, a]', '[5]', '[{a: b}]', '{}', '{a: b}', '{a: [b]}', '"${UNSET}"', '"${UNSET:-word}"',
          '"${UNSET:-5}"', '"${UNSET:-true}"']
PARTS = ('networks: {n: }', 'volumes: {v: }', 'secrets: {s: {environment: HOME}}', 'configs: {c: {content: a}}')


def document(line, top=''):
    """A file with this line in its service, or at its top."""
    parts = [part for part in PARTS if not top or not top.startswith(part.split(':', 1)[0])]
    if top.startswith('services:'):
        return top + '\n' + '\n'.join(parts) + '\n'
    image = '' if line.startswith('image:') else '    image: a:1\n'
    return (f'services:\n  a:\n{image}    {line}\n  b:\n    image: b:1\n' + '\n'.join(parts) + '\n' + top + '\n')


def main():
    """Writes all of them."""
    texts = [document(f'{key}: {good}') for key, good in GOOD.items()]
    texts += [document(f'{key}: {value}') for key in GOOD for value in VALUES]
    texts += [document(line.replace('@', value)) for line in NESTED for value in VALUES]
    texts += [document('tty: true', line.replace('@', value)) for line in TOP for value in VALUES]
    part, of = map(int, sys.argv[2].split('/'))
    for number, text in enumerate(dict.fromkeys(texts)):
        # Each value comes with each key at some place, since their number and OF have no common factor.
        if number * part % of >= part:
            continue
        with open(os.path.join(sys.argv[1], f'{number}.yml'), 'w', encoding='utf-8') as file:
            file.write(text)


main()
