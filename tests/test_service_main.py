"""The commands say in German what they lack, and never end in a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the service as an operator does, with these settings and no others."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    command = [sys.executable, "-m", "service", *words]
    return subprocess.run(
        command, cwd=PROJECT, env={**env, **settings}, capture_output=True, text=True, timeout=120, check=False
    )


def test_without_an_index_asking_says_how_to_build_one(tmp_path: Path) -> None:
    done = run("ask", "Wer bekommt das Budget?", LOTSE_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "Es gibt noch keinen Index" in done.stderr
    assert "python -m ingest" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_an_index_an_assistant_is_not_answered(tmp_path: Path) -> None:
    done = run("mcp", LOTSE_DATA=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Es gibt noch keinen Index" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_question_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run("ask", "  ", LOTSE_DATA=str(tmp_path))
    assert (done.returncode, done.stderr.strip()) == (1, "Bitte eine Frage eingeben.")


def test_unknown_settings_are_named_and_unusable_ones_end_the_command(tmp_path: Path) -> None:
    done = run("ask", "Wer?", LOTSE_DATA=str(tmp_path), LOTSE_PROT="1")
    assert "Unbekannte Einstellung LOTSE_PROT" in done.stderr
    wrong = run("serve", LOTSE_PORT="achtzig")
    assert wrong.returncode == 1
    assert "LOTSE_PORT" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", LOTSE_DATA=str(tmp_path), LOTSE_PORT=str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"Auf 127.0.0.1:{port} kann der Dienst nicht lauschen: Dort läuft schon ein Programm. "
        "Bitte LOTSE_PORT oder LOTSE_HOST ändern.\n"
    )


def test_an_address_of_another_machine_is_told_in_one_line(tmp_path: Path) -> None:
    done = run("serve", LOTSE_DATA=str(tmp_path), LOTSE_HOST="192.0.2.1")
    assert done.returncode == 1
    assert "Diese Adresse gibt es auf diesem Rechner nicht. Bitte" in done.stderr


def test_a_fault_in_the_operators_file_ends_the_start_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "betreiber.toml"
    file.write_text('name = "Verein"\naddress = ["Weg 1"]\nemail = "post"\n', "utf-8")
    done = run("serve", LOTSE_DATA=str(tmp_path), LOTSE_OPERATOR=str(file))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{file}, Zeile 3: „email“ ist keine E-Mail-Adresse.")
    assert "Traceback" not in done.stderr


def test_what_readers_said_is_shown(tmp_path: Path) -> None:
    assert run("feedback", LOTSE_DATA=str(tmp_path)).stdout == "Es gibt noch keine Rückmeldungen.\n"
    (tmp_path / "feedback.json").write_text('[["2026-11", "fach", "answered", "ja", 12]]', "utf-8")
    assert "12" in run("feedback", LOTSE_DATA=str(tmp_path)).stdout
    (tmp_path / "feedback.json").write_text("{}", "utf-8")
    done = run("feedback", LOTSE_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "enthält keine Zählung" in done.stderr
    assert "Traceback" not in done.stderr
