from tests.local_hub import hub, preset_folder

__all__ = ["hub", "preset_folder"]
